import { parseVisits, withVisit } from "./use-recent";

const SHOP = { project: "acme", repository: "web/shop" };
const API = { project: "acme", repository: "web/api" };

test("what is visited again comes first, and once", () => {
  expect(withVisit([API, SHOP], SHOP)).toEqual([SHOP, API]);
  const many = Array.from({ length: 9 }, (_, n) => ({ project: "p", repository: `r${n}` }));
  expect(withVisit(many, SHOP)).toHaveLength(8);
});

test("what is no list of visits counts as none", () => {
  expect(parseVisits(null)).toEqual([]);
  expect(parseVisits("{")).toEqual([]);
  expect(parseVisits('[{"project":1}]')).toEqual([]);
  expect(parseVisits(JSON.stringify([SHOP]))).toEqual([SHOP]);
});
