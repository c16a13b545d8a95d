import { filterTerms, given } from "./parameters";

test("what says nothing is left out of a query", () => {
  expect(given({ name: "", page: undefined, sort: "name" })).toEqual({ sort: "name" });
  expect(filterTerms({ public: true, name: "~" })).toBe("public=true");
  expect(filterTerms({ name: "" })).toBeUndefined();
});

test.each([
  ["~robot$a+b", "name=~robot$a%2Bb"],
  ["~50%", "name=~50%25"],
  ['~"quoted"', 'name=~\\"quoted"'],
  ["~\\", "name=~\\\\"],
  // Not everything: nothing has a name with a comma.
  ["~a,b", "name={}"],
  ["~,", "name={}"],
])("the value %s reaches the API as it was typed", (value, q) => {
  expect(filterTerms({ name: value })).toBe(q);
});
