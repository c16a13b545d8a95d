import {
  countsOf,
  freedBy,
  largestProjects,
  lasted,
  mayBeRun,
  optionsOf,
  phasesOf,
  planOf,
  sortOf,
  summaryOf,
} from "./model";
import { aRun, aSummary } from "./sample";

test("what a run was to do is read, and what is no options is none", () => {
  expect(optionsOf({ delete_untagged: true, dry_run: true, workers: 3 })).toEqual({
    delete_untagged: true,
    dry_run: true,
    workers: 3,
    plan: undefined,
  });
  expect(optionsOf(null)).toEqual(optionsOf({}));
});

test("a run takes its own plan, or that of a dry run", () => {
  const [dry, exact] = [aRun({ parameters: { dry_run: true } }), aRun({ parameters: { plan: 4 } })];
  expect([dry, exact, aRun()].map(sortOf)).toEqual(["dry", "exact", "full"]);
  expect([planOf(exact), planOf(aRun({ id: 9 }))]).toEqual([4, 9]);
});

test("one that has not come to its end has no result", () => {
  expect(summaryOf(aRun({ result: {} }))).toBeNull();
  expect(summaryOf(aRun({ result: aSummary }))).toEqual(aSummary);
  const states = ["Success", "Error", "Stopped", "Running"];
  expect(states.map((job_status) => mayBeRun(aRun({ job_status })))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

const UNKNOWN = { done: 0, total: null };
const PLANNED = { done: 2, total: 5 };

test.each([
  ["Pending", UNKNOWN, false, "waiting", "waiting"],
  ["Running", UNKNOWN, false, "active", "waiting"],
  ["Running", PLANNED, false, "done", "active"],
  ["Stopped", UNKNOWN, false, "ended", "ended"],
  ["Stopped", PLANNED, false, "done", "ended"],
  ["Error", PLANNED, false, "done", "ended"],
  ["Success", PLANNED, false, "done", "done"],
  ["Success", PLANNED, true, "done", "omitted"],
])("a run that is %s with %j, dry %s: %s and %s", (job_status, progress, dry_run, plan, sweep) => {
  const run = aRun({ job_status, progress, parameters: { dry_run } });
  expect(phasesOf(run)).toEqual({ plan, sweep });
});

test("a run lasts until it ends, or until now", () => {
  const start_time = "2026-11-20T10:00:00Z";
  const now = Date.parse("2026-11-20T10:01:00Z");
  expect(lasted(aRun({ start_time, end_time: null }), now)).toBe(60_000);
  expect(lasted(aRun({ start_time, end_time: "2026-11-20T10:00:05Z" }), now)).toBe(5_000);
  expect(lasted(aRun({ start_time: null }), now)).toBeNull();
});

test("what was freed is shown from the oldest run on, without dry runs and failures", () => {
  const runs = [
    aRun({ id: 4, result: { ...aSummary, freed_space: 40 } }),
    aRun({ id: 3, result: {} }),
    aRun({ id: 2, parameters: { dry_run: true }, result: aSummary }),
    aRun({ id: 1, result: { ...aSummary, freed_space: 10 } }),
  ];
  expect(freedBy(runs).map(({ run, bytes }) => [run.id, bytes])).toEqual([
    [1, 10],
    [4, 40],
  ]);
});

test("kinds are told in the order in which they are taken", () => {
  expect(countsOf({ blob: 2, manifest: 1, untagged: 0 })).toEqual([
    { kind: "manifest", count: 1 },
    { kind: "blob", count: 2 },
  ]);
});

test("projects are told by what is taken from them, and the many small ones in one", () => {
  const many = Object.fromEntries(Array.from({ length: 22 }, (_, id) => [id, id]));
  const { largest, rest } = largestProjects(many);
  expect(largest).toHaveLength(20);
  expect(largest[0]).toEqual({ id: 21, bytes: 21 });
  expect(rest).toEqual({ count: 1, bytes: 1 });
});
