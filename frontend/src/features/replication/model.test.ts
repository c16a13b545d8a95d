import { bodyOf, draftOf, newDraft, presetOf, turned } from "./draft";
import { targetName } from "./mapping";
import {
  directionOf,
  filtersOf,
  isDiff,
  isUnderWay,
  jobStatus,
  lasted,
  lastLasted,
  partDone,
  underWaySince,
} from "./model";
import { problemsOf, problemsOfContent } from "./problems";
import { aPolicy, aRun, oneRun } from "./sample";
import { timelineOf, within } from "./timeline";

const MINUTE = 60_000;

test("a policy comes back from the form as it went in", () => {
  const policy = aPolicy();
  const body = bodyOf(draftOf(policy));
  expect(body).toMatchObject({
    name: "nightly",
    src_registry: { id: 0 },
    dest_registry: { id: 7 },
    filters: policy.filters.map(({ type, value, decoration = "matches" }) =>
      type === "name" ? { type, value } : { type, value, decoration },
    ),
    trigger: policy.trigger,
    dest_namespace_replace_count: -1,
  });
  expect(directionOf(policy)).toBe("push");
  expect(directionOf({ src_registry: { id: 7 } })).toBe("pull");
});

test("what does not go with the trigger is not sent", () => {
  const draft = { ...draftOf(aPolicy()), mirror: true, deletion: true };
  expect(bodyOf(draft)).toMatchObject({ mirror: true, replicate_deletion: false });
  const byEvent = bodyOf({ ...draft, trigger: "event_based" });
  expect(byEvent).toMatchObject({ mirror: false, replicate_deletion: true });
  expect(byEvent.trigger?.trigger_settings).toEqual({ cron: "" });
});

test("a form says which of its fields are wrong; what it is about may be looked at before", () => {
  const draft = newDraft();
  expect(problemsOf(draft)).toEqual(["registry", "policyName"]);
  const written = { ...draft, registry: 7, trigger: "scheduled" as const, cron: "0 * * * * *" };
  expect(problemsOfContent(written)).toEqual([]);
  expect(problemsOf({ ...written, namespace: "No//Such", speed: null })).toEqual([
    "namespace",
    "policyName",
    "cron",
    "speed",
  ]);
  expect(problemsOf({ ...written, policyName: "a", cron: "0 5 * * * *" })).toEqual([]);
});

test("a line is known as the preset that it is", () => {
  expect(presetOf(" 0 0  2 * * * ")).toBe("daily");
  expect(presetOf("0 1 2 * * *")).toBe("custom");
});

test.each([
  ["a/b/c", "", -1, "a/b/c"],
  ["a/b/c", "x", -1, "x/c"],
  ["a/b/c", "x", 0, "x/a/b/c"],
  ["a/b/c", "x/y", 2, "x/y/c"],
  ["a/b", "x", 2, null],
])("%s into %j in place of %i parts", (source, namespace, count, expected) => {
  expect(targetName(source, namespace, count)).toBe(expected);
});

test("filters are told apart by what they are about", () => {
  const filters = filtersOf([
    { type: "label", value: ["a", "b"], decoration: "excludes" },
    { type: "resource", value: "image" },
  ]);
  expect(filters).toMatchObject({ labels: ["a", "b"], excludesLabels: true, resource: "image" });
  expect(filters).toMatchObject({ name: "", tag: "", excludesTag: false });
});

test("how far a run is, by bytes where they are known and by tags before", () => {
  const { items } = aRun();
  expect(partDone(aRun())).toBe(1);
  const none = { expected: 0, present: 0, sent: 0 };
  expect(partDone({ bytes: none, items: { ...items, waiting: 5 } })).toBe(0.5);
  expect(partDone({ bytes: none, items: { ...items, total: 0 } })).toBeNull();
});

test("the words of replication are those of jobs", () => {
  expect(["Pending", "InProgress", "Failed", "Stopped", "Succeed"].map(jobStatus)).toEqual([
    "Pending",
    "Running",
    "Error",
    "Stopped",
    "Success",
  ]);
  expect(isUnderWay({ status: "InProgress" })).toBe(true);
  expect(isUnderWay({ status: "Failed" })).toBe(false);
  const now = Date.parse("2026-11-20T10:05:00Z");
  expect(lasted(aRun(), now)).toBe(MINUTE);
  expect(lasted(aRun({ end_time: null }), now)).toBe(5 * MINUTE);
  expect(underWaySince([aRun(), aRun({ status: "InProgress", end_time: null })], now)).toBe(
    5 * MINUTE,
  );
  expect(underWaySince([aRun()], now)).toBeNull();
});

test("of a dry run and of a mirror the differences come first", () => {
  expect(isDiff(oneRun())).toBe(false);
  expect(isDiff(oneRun({ dry_run: true }))).toBe(true);
  expect(isDiff(oneRun({ policy: { is_mirror: true } }))).toBe(true);
  expect(isDiff(oneRun({ policy: null }))).toBe(false);
});

test("runs at the same time lie in lanes of their own, as high as what they sent", () => {
  const now = Date.parse("2026-11-20T12:00:00Z");
  const at = (start: string, end: string | null) => ({
    start_time: `2026-11-20T${start}:00Z`,
    end_time: end && `2026-11-20T${end}:00Z`,
  });
  const bytes = (sent: number) => ({ bytes: { expected: sent, present: 0, sent } });
  const line = timelineOf(
    [
      aRun({ id: 3, status: "InProgress", ...at("11:30", null), ...bytes(0) }),
      aRun({ id: 2, ...at("10:30", "11:10"), ...bytes(50) }),
      aRun({ id: 1, ...at("10:00", "11:00"), ...bytes(100) }),
    ],
    now,
  );
  expect(line.bars.map(({ run, lane, size }) => [run.id, lane, size])).toEqual([
    [1, 0, 1],
    [2, 1, 0.5],
    [3, 0, 0],
  ]);
  expect(line.lanes).toBe(2);
  expect(line.end).toBe(now);
  expect(line.bars[2]?.end).toBe(now);
  const part = within(line, { begin: now - 40 * MINUTE, end: now - 35 * MINUTE });
  expect(part.bars).toEqual([]);
  expect(part.lanes).toBe(2);
  const later = within(line, { begin: now - 55 * MINUTE, end: now });
  expect(later.bars.map(({ run, lane }) => [run.id, lane])).toEqual([
    [2, 1],
    [3, 0],
  ]);
  expect(timelineOf([aRun()], now, now - MINUTE).bars).toEqual([]);
});

test("how long a policy takes is told by its last run that copied something", () => {
  const at = (status: string, dry_run: boolean, end_time: string | null) => {
    const start_time = "2026-11-20T10:00:00Z";
    return { id: 1, status, trigger: "manual", dry_run, start_time, end_time };
  };
  const runs = [
    at("InProgress", false, null),
    at("Succeed", true, "2026-11-20T10:01:00Z"),
    at("Failed", false, "2026-11-20T10:05:00Z"),
  ];
  expect(lastLasted(runs)).toBe(5 * MINUTE);
  expect(lastLasted(runs.slice(0, 2))).toBeNull();
});

test("what a project's policy takes in stays within the project", () => {
  const scope = { project: "acme" };
  const push = { ...newDraft(), registry: 7, policyName: "a", trigger: "event_based" as const };
  expect(problemsOf(push, scope)).toEqual([]);
  const pull = { ...push, ...turned(push, "pull", scope) };
  expect(pull).toMatchObject({ direction: "pull", namespace: "acme", trigger: "manual" });
  expect(problemsOf(pull, scope)).toEqual([]);
  for (const namespace of ["", "acme-2", "acme2/in", "other"]) {
    expect(problemsOf({ ...pull, namespace }, scope)).toEqual(["namespace"]);
  }
  expect(problemsOf({ ...pull, namespace: "acme/in" }, scope)).toEqual([]);
  expect(turned(pull, "push", scope)).toEqual({ direction: "push", namespace: "" });
  const typed = { ...pull, namespace: "acme/in" };
  expect(turned(typed, "push", scope)).toEqual({ direction: "push" });
});

test("in the whole system names may go anywhere", () => {
  const pull = { ...newDraft(), registry: 7, policyName: "a", direction: "pull" as const };
  expect(problemsOf(pull)).toEqual([]);
  expect(turned(newDraft(), "pull", {})).toEqual({ direction: "pull", namespace: "" });
});
