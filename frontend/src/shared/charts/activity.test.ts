import { startOf, totals } from "./activity";

test("the sums of all days", () => {
  expect(
    totals([
      { day: "2026-01-01", pulls: 2, pushes: 0 },
      { day: "2026-01-02", pulls: 1, pushes: 5 },
    ]),
  ).toEqual({ pulls: 3, pushes: 5 });
  expect(totals([])).toEqual({ pulls: 0, pushes: 0 });
});

test("a day begins when it does in UTC, wherever it is looked at", () => {
  expect(startOf("2026-01-31").toISOString()).toBe("2026-01-31T00:00:00.000Z");
});
