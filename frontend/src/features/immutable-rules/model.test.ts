import { newPattern, selected } from "@/shared/forms/patterns";
import type { Rule } from "./api";
import { draftsOf, isComplete, selectorBodies } from "./model";

const RULE: Rule = {
  id: 1,
  priority: 0,
  disabled: false,
  tag_selectors: [
    { kind: "doublestar", decoration: "matches", pattern: "1.*", extras: "" },
    { kind: "doublestar", decoration: "excludes", pattern: "*-rc", extras: "" },
  ],
  scope_selectors: {
    repository: [{ kind: "doublestar", decoration: "repoExcludes", pattern: "tools/**" }],
  },
};

test("a rule goes through the form unchanged", () => {
  const { repositories, tags } = draftsOf(RULE);
  expect(selectorBodies(tags, ["matches", "excludes"])).toEqual([
    { kind: "doublestar", decoration: "matches", pattern: "1.*" },
    { kind: "doublestar", decoration: "excludes", pattern: "*-rc" },
  ]);
  expect(selectorBodies(repositories, ["repoMatches", "repoExcludes"])).toEqual([
    { kind: "doublestar", decoration: "repoExcludes", pattern: "tools/**" },
  ]);
});

test("where nothing but exclusions is named, every other name is meant", () => {
  const { repositories, tags } = draftsOf(RULE);
  expect(selected(repositories)).toEqual({ isAll: true, matching: [], excluding: ["tools/**"] });
  expect(selected(tags)).toEqual({ isAll: false, matching: ["1.*"], excluding: ["*-rc"] });
  expect(selected([newPattern("1.*"), newPattern("**")]).isAll).toBe(true);
});

test("an empty pattern is none, and no list is whole with one", () => {
  expect(selected([newPattern(" ")])).toEqual({ isAll: true, matching: [], excluding: [] });
  expect(isComplete([newPattern("a"), newPattern(" ")])).toBe(false);
  expect(isComplete([])).toBe(false);
  expect(isComplete([newPattern("a")])).toBe(true);
});
