import { lasted, reasonOf, triggerOf, whenOfPolicy } from "./model";
import { aPolicy, aRun, judged } from "./sample";

const DIGEST = `sha256:${"ab".repeat(32)}`;

test.each([
  [
    { verdict: "RETAIN", rule_id: 2, reason: "rule 2 (always: …)" },
    { what: "rule", id: 2 },
  ],
  [{}, { what: "none" }],
  [
    { verdict: "IMMUTABLE", reason: 'the tag v1 is protected: immutable rule 3 (matches "v*")' },
    { what: "protected", tag: "v1" },
  ],
  [
    { verdict: "RETAIN", reason: `the index ${DIGEST} stays, and names it` },
    { what: "index", digest: DIGEST },
  ],
  [
    { verdict: "RETAIN", reason: "it was pushed a short while ago, and may be a part of …" },
    { what: "young" },
  ],
  [{ verdict: "RETAIN", reason: "something that belongs to it stays" }, { what: "belongs" }],
  [
    { verdict: "ERR", reason: "the disk is full" },
    { what: "said", words: "the disk is full" },
  ],
])("a reason is told in other words where it is known: %o", (change, reason) => {
  expect(reasonOf(judged(change))).toEqual(reason);
});

test.each([
  ["", "None", ""],
  ["0 0 * * * *", "Hourly", "0 0 * * * *"],
  ["0 0 0 * * *", "Daily", "0 0 0 * * *"],
  ["0 0 0 * * 0", "Weekly", "0 0 0 * * 0"],
  ["0 30 2 * * 1", "Custom", "0 30 2 * * 1"],
])("a schedule by the line “%s” is %s, and is written as it was read", (cron, type, written) => {
  const policy = aPolicy();
  policy.trigger.settings = { cron, time_zone: "Asia/Shanghai" };
  const when = whenOfPolicy(policy);
  expect(when).toMatchObject({ type, timeZone: "Asia/Shanghai" });
  expect(triggerOf(when)).toEqual({
    kind: "Schedule",
    settings: { cron: written, time_zone: "Asia/Shanghai" },
  });
});

test("a run that is under way has lasted until now", () => {
  const run = aRun();
  expect(lasted(run, 0)).toBe(4_000);
  const now = Date.parse("2026-11-20T10:00:31Z");
  expect(lasted({ ...run, end_time: null }, now)).toBe(30_000);
  expect(lasted({ ...run, start_time: null }, now)).toBeNull();
});
