import { newPattern, selected } from "@/shared/forms/patterns";
import { type Draft, draftOf, isSame, newDraft, problemOf, ruleBody } from "./draft";
import { aRule } from "./sample";

test("a rule goes through the form unchanged", () => {
  const { id, ...rule } = aRule();
  expect(ruleBody(draftOf({ id, ...rule }))).toEqual({
    ...rule,
    scope_selectors: {
      repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: "**" }],
    },
  });
});

test.each([
  ["a pattern that says nothing of them means them", [["matches", ""]], true],
  ["one that leaves them out does", [["matches", '{"untagged":false}']], false],
  [
    "one of several is enough",
    [
      ["matches", '{"untagged":false}'],
      ["matches", ""],
    ],
    true,
  ],
  ["an exclusion spares them", [["excludes", ""]], true],
  ["one that is told to takes them", [["excludes", '{"untagged":true}']], false],
  ["one that is told not to spares them", [["excludes", '{"untagged":false}']], true],
])("%s", (_, selectors, expected) => {
  const tag_selectors = (selectors as [string, string][]).map(([decoration, extras]) => ({
    kind: "doublestar",
    decoration,
    pattern: "**",
    extras,
  }));
  expect(draftOf(aRule({ tag_selectors })).withUntagged).toBe(expected);
});

test("what is said of artifacts without a tag is read as it was written", () => {
  const tags = [newPattern("v*"), newPattern("*-rc", true)];
  for (const patterns of [tags, tags.slice(0, 1), tags.slice(1)]) {
    for (const withUntagged of [true, false]) {
      const { tag_selectors } = ruleBody({ ...newDraft(), tags: patterns, withUntagged });
      const read = tag_selectors.map((each) => ({ kind: "", ...each, extras: each.extras ?? "" }));
      expect(draftOf(aRule({ tag_selectors: read })).withUntagged).toBe(withUntagged);
    }
  }
});

test("rules with a number or a pattern missing are not complete", () => {
  const whole = newDraft();
  expect(problemOf([whole])).toBeNull();
  const broken: Partial<Draft>[] = [
    { count: null },
    { count: 0 },
    { count: 1.5 },
    { tags: [newPattern(" ")] },
    { repositories: [newPattern(""), newPattern()] },
  ];
  for (const part of broken) {
    const found = problemOf([
      { ...whole, template: "always" },
      { ...whole, ...part },
    ]);
    expect(found).toEqual({ what: "incomplete", number: 2 });
  }
  expect(problemOf([{ ...whole, template: "always", count: null }])).toBeNull();
});

test("rules that keep the same are equal, in whatever order they say it", () => {
  const patterns = [newPattern("a"), newPattern("b", true)];
  const one = { ...newDraft(), tags: patterns };
  const other = { ...newDraft(), tags: patterns.toReversed(), isDisabled: true, priority: 4 };
  expect(problemOf([one, newDraft(), other])).toEqual({ what: "equal", number: 1, other: 3 });
  expect(isSame([one], [other])).toBe(false);
  expect(isSame([one], [{ ...one, key: 99 }])).toBe(true);
});

test("where nothing but exclusions is named, every other name is meant", () => {
  expect(selected([newPattern("tools/**", true)])).toEqual({
    isAll: true,
    matching: [],
    excluding: ["tools/**"],
  });
  expect(selected([newPattern("a "), newPattern("")]).matching).toEqual(["a"]);
});
