import { expect, test } from "vitest";
import { isTypedOn } from "./use-list-search";

test.each([
  ["typed on", { q: "v" }, { q: "v1" }, true],
  ["typed back", { q: "v1" }, { q: "v" }, true],
  ["typed on where the address reads a number", { q: 1 }, { q: "1.2" }, true],
  ["on a later page", { q: "v", page: 3 }, { q: "v1" }, true],
  ["begun", {}, { q: "v" }, false],
  ["cleared", { q: "v" }, {}, false],
  ["another text", { q: "v" }, { q: "w" }, false],
  ["two changes", { q: "v", sort: "name" }, { q: "v1" }, false],
  ["another page alone", { page: 1 }, { page: 2 }, false],
])("%s", (_, before, next, expected) => {
  expect(isTypedOn(before, next)).toBe(expected);
});
