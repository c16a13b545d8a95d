import { isWhen, timeZones, whenOf, whenWritten } from "./schedule";

const shape = { type: "Daily", cron: "0 0 0 * * *", time_zone: "Asia/Shanghai" };

test("a schedule is read as the API tells it, and one of an unknown type by its line", () => {
  expect(whenOf(shape)).toEqual({ type: "Daily", cron: "0 0 0 * * *", timeZone: "Asia/Shanghai" });
  expect(whenOf({ ...shape, type: "Schedule" }).type).toBe("Custom");
});

test("a line of one's own is sent, that of a preset is the server's", () => {
  const when = { type: "Custom", cron: " 0 30  2 * * * ", timeZone: "UTC" } as const;
  expect(whenWritten(when)).toEqual({ type: "Custom", cron: "0 30 2 * * *", time_zone: "UTC" });
  expect(whenWritten({ ...when, type: "Weekly" }).cron).toBe("");
});

test.each([
  ["0 30 2 * * *", true],
  ["30 2 * * *", false],
  ["5 30 2 * * *", false],
  ["", false],
])("%j as a line: %s", (cron, expected) => {
  expect(isWhen({ type: "Custom", cron, timeZone: "UTC" })).toBe(expected);
  expect(isWhen({ type: "Hourly", cron, timeZone: "UTC" })).toBe(true);
});

test("zones begin with the one that all clocks have", () => {
  expect(timeZones()[0]).toBe("UTC");
  expect(timeZones()).toContain("Asia/Shanghai");
});
