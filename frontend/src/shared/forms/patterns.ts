const ALL = "**";

/** As many patterns as the API takes in a list. */
export const PATTERNS_AT_MOST = 10;

/** The API's words for what a pattern does to names of the kind: match, or leave out. */
export const REPOSITORIES = ["repoMatches", "repoExcludes"] as const;
export const TAGS = ["matches", "excludes"] as const;

/** What names have to match, or must not. */
export interface Pattern {
  /** Tells it from the others; the API knows nothing of it. */
  key: number;
  isExcluding: boolean;
  text: string;
}

let lastKey = 0;

/** A key that nothing else on the page has. */
export function newKey(): number {
  lastKey += 1;
  return lastKey;
}

export function newPattern(text = ALL, isExcluding = false): Pattern {
  return { key: newKey(), isExcluding, text };
}

/** The pattern that a selector of the API is. */
export function patternOf({ pattern = "", decoration = "" }): Pattern {
  return newPattern(pattern, /excludes$/i.test(decoration));
}

export function selectorOf(
  { text, isExcluding }: Pattern,
  [matches, excludes]: readonly [string, string],
) {
  return {
    kind: "doublestar",
    decoration: isExcluding ? excludes : matches,
    pattern: text.trim(),
  };
}

export function isNamed({ text }: Pattern): boolean {
  return text.trim() !== "";
}

/** What a list of patterns selects, for words: no pattern that matches is every name. */
export function selected(patterns: readonly Pattern[]) {
  const named = patterns.filter(isNamed);
  const texts = (isExcluding: boolean) =>
    named.filter((each) => each.isExcluding === isExcluding).map(({ text }) => text.trim());
  const matching = texts(false);
  return {
    isAll: matching.length === 0 || matching.includes(ALL),
    matching,
    excluding: texts(true),
  };
}
