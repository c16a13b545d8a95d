import { ABILITIES, namesIn, ROLES, roleOf } from "./model";

test("a pasted list is taken apart by lines and commas, each name once", () => {
  expect(namesIn(" dora, gus\nlena,dora\r\n\n mona ")).toEqual(["dora", "gus", "lena", "mona"]);
  expect(namesIn(" ,\n")).toEqual([]);
});

test("blanks and semicolons are parts of names", () => {
  expect(namesIn("Dora Müller\nsmith; john , gus")).toEqual(["Dora Müller", "smith; john", "gus"]);
});

test("a mightier role may all that a lesser one may", () => {
  const counts = ROLES.map(
    (role) => ABILITIES.filter(({ roles }) => roles.some((each) => each === role)).length,
  );
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
  expect(counts[0]).toBe(ABILITIES.length);
});

test.each([
  ["4", 4],
  [2, 2],
  ["9", undefined],
  [null, undefined],
])("%s as a role", (text, role) => expect(roleOf(text)).toBe(role));
