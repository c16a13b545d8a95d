import type { Quota } from "./api";
import { commonLimit, fillOf, overfull, shareOf } from "./model";

function quota(used: number, limit: number): Quota {
  return {
    id: used,
    ref: { id: used, name: `p${used}`, owner_name: "admin" },
    used: { storage: used },
    hard: { storage: limit },
    creation_time: "2026-01-01T00:00:00Z",
    update_time: "2026-01-01T00:00:00Z",
  };
}

test.each([
  [50, -1, "unlimited"],
  [89, 100, "roomy"],
  [90, 100, "scarce"],
  [100, 100, "full"],
  [250, 100, "full"],
])("%i of %i is %s", (used, limit, fill) => expect(fillOf(quota(used, limit))).toBe(fill));

test("a project may hold more than its limit", () => {
  expect(shareOf(quota(250, 100))).toBe(2.5);
  expect(shareOf(quota(5, -1))).toBeNull();
});

test("a limit below what is used is told of, and none has no such projects", () => {
  const quotas = [quota(5, -1), quota(50, 100)];
  expect(overfull(quotas, 10).map(({ ref }) => ref.name)).toEqual(["p50"]);
  expect(overfull(quotas, -1)).toEqual([]);
  expect(overfull(quotas, null)).toEqual([]);
});

test("the form begins with the limit that all have", () => {
  expect(commonLimit([quota(1, 100), quota(2, 100)])).toBe(100);
  expect(commonLimit([quota(1, 100), quota(2, -1)])).toBeNull();
  expect(commonLimit([])).toBeNull();
});
