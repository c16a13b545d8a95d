import {
  byPool,
  isEmpty,
  isOver,
  isStoppable,
  lasted,
  type Pool,
  underWaySince,
  type Worker,
} from "./model";
import { aJob } from "./sample";

const NOW = Date.parse("2026-11-20T10:01:01Z");

test("what is under way can be stopped once, and what is over tried again", () => {
  const statuses = ["Pending", "Running", "Error", "Stopped", "Success"];
  const jobs = statuses.map((status) => aJob({ status }));
  expect(jobs.map(isStoppable)).toEqual([true, true, false, false, false]);
  expect(isStoppable(aJob({ status: "Running", is_stopping: true }))).toBe(false);
  expect(jobs.map(isOver)).toEqual([false, false, true, true, false]);
});

test("a job lasts until it ends, or until now", () => {
  expect(lasted(aJob(), NOW)).toBe(4_000);
  expect(lasted(aJob({ end_time: null }), NOW)).toBe(60_000);
  expect(lasted(aJob({ start_time: null }), NOW)).toBeNull();
});

test("the newest of those under way tells how soon to look again", () => {
  const running = aJob({ status: "Running", end_time: null });
  expect(underWaySince([aJob(), running], NOW)).toBe(60_000);
  expect(underWaySince([running, aJob({ status: "Pending", start_time: null })], NOW)).toBe(0);
  expect(underWaySince([aJob()], NOW)).toBeNull();
});

test("threads stand with their process", () => {
  const pools = ["a:1", "b:2"].map((name) => ({ worker_pool_id: name }) as Pool);
  const workers = [{ id: "b:2/1", pool_id: "b:2" } as Worker];
  expect(byPool(pools, workers).map((each) => each.workers.length)).toEqual([0, 1]);
});

test("what says nothing is not shown", () => {
  expect([{}, null, { a: 1 }].map(isEmpty)).toEqual([true, true, false]);
});
