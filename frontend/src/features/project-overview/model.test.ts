import type { Storage } from "./api";
import { areasOf, shortName } from "./model";

function storage(own: number[], stored: number): Storage {
  const repositories = own.map((unique, index) => ({
    name: `acme/r${index}`,
    logical: unique,
    stored: unique,
    unique,
    shared: 0,
  }));
  const sums = { logical: 0, stored, unique: 0, shared: 0 };
  return { ...sums, name: "acme", scope: "project", unreferenced: 0, repositories };
}

test("all areas together are what the project takes", () => {
  const areas = areasOf(storage([10, 30, 0], 55));
  expect(areas.map(({ kind, name, bytes }) => [kind, name, bytes])).toEqual([
    ["repository", "acme/r1", 30],
    ["repository", "acme/r0", 10],
    ["shared", null, 15],
  ]);
});

test("of many repositories the smallest are one area", () => {
  const areas = areasOf(
    storage(
      Array.from({ length: 30 }, (_, index) => index + 1),
      465,
    ),
  );
  expect(areas.at(-1)).toEqual({ name: null, kind: "others", bytes: 21, count: 6 });
  expect(areas.reduce((bytes, area) => bytes + area.bytes, 0)).toBe(465);
});

test("a repository is named without its project", () => {
  expect(shortName("acme/web/shop")).toBe("web/shop");
});
