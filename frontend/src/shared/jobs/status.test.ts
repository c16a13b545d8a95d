import { isUnfinished, knownStatus, pollAfter, STATUSES } from "./status";

test("what has not ended is asked for soon, and less often the longer it takes", () => {
  expect(pollAfter(true, 0)).toBe(2_000);
  expect(pollAfter(true, 150_000)).toBe(5_000);
  expect(pollAfter(true, 3_600_000)).toBe(10_000);
  expect(pollAfter(false, 0)).toBe(10_000);
});

test("three of the states are no ends, and others are not made up", () => {
  expect(STATUSES.filter(isUnfinished)).toEqual(["Running", "Pending", "Scheduled"]);
  expect(knownStatus("Success")).toBe("Success");
  expect(knownStatus("Paused")).toBeUndefined();
});
