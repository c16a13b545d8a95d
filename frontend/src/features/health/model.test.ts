import { clockDrift, isHealthy, knownPart, roomOn } from "./model";

test.each([
  [100, 50, "plenty"],
  [100, 9, "scarce"],
  [100, 2, "none"],
  [0, 0, "plenty"],
])("of %i bytes %i free is %s", (total, free, room) => expect(roomOn({ total, free })).toBe(room));

test("a clock that is ahead is told in seconds, and none is no drift", () => {
  const asked = Date.parse("2026-01-01T00:00:00Z");
  expect(clockDrift("2026-01-01T00:01:30.400Z", asked)).toBe(90);
  expect(clockDrift(undefined, asked)).toBe(0);
});

test("a part that nobody knows is shown without words of ours", () => {
  expect(knownPart({ name: "redis", status: "healthy" })).toBe("redis");
  expect(knownPart({ name: "jobservice", status: "healthy" })).toBeUndefined();
  expect(isHealthy({ status: "unhealthy" })).toBe(false);
});
