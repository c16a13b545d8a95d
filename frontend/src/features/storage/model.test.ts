import type { Part } from "./api";
import { areasOf, bySize, measureAt, savedBySharing } from "./model";

function part(name: string, unique: number, shared = 0, logical = unique + shared): Part {
  return { name, unique, shared, stored: unique + shared, logical };
}

test("the largest come first by what is asked for", () => {
  const parts = [part("a", 1, 9), part("b", 5), part("c", 5)];
  expect(bySize(parts, "unique").map(({ name }) => name)).toEqual(["b", "c", "a"]);
  expect(bySize(parts, "stored").map(({ name }) => name)).toEqual(["a", "b", "c"]);
});

test("many small parts are one area, and none is lost", () => {
  const parts = [1, 2, 3, 4, 5].map((size) => part(`p${size}`, size));
  const areas = areasOf([...parts, part("nothing", 0)], "unique", 3);
  expect(areas).toEqual([
    { name: "p5", bytes: 5, count: 1 },
    { name: "p4", bytes: 4, count: 1 },
    { name: null, bytes: 6, count: 3 },
  ]);
  expect(areasOf(parts, "unique", 5)).toHaveLength(5);
});

test("the registry does not go by logical bytes", () => {
  expect(measureAt("registry", "logical")).toBe("unique");
  expect(measureAt("project", "logical")).toBe("logical");
  expect(measureAt("project", undefined)).toBe("unique");
});

test("sharing saves what is named more often than it is kept", () => {
  expect(savedBySharing(part("a", 10, 5, 40))).toBe(25);
  expect(savedBySharing(part("a", 10, 5, 12))).toBe(0);
});
