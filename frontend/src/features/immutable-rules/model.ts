import type { Rule, SelectorBody } from "./api";

/** A selector as the form has it. */
export interface Draft {
  /** Tells it from the others of its list; the API knows nothing of it. */
  key: number;
  isExcluding: boolean;
  pattern: string;
}

/** What a list of selectors selects, for words: no pattern that matches is every name. */
export interface Selected {
  isAll: boolean;
  matching: string[];
  excluding: string[];
}

/** As many selectors as the API takes in a list. */
export const SELECTORS_AT_MOST = 10;

const ALL = "**";

let lastKey = 0;

export function newDraft(pattern = ALL, isExcluding = false): Draft {
  lastKey += 1;
  return { key: lastKey, isExcluding, pattern };
}

export function draftsOf(rule: Rule): { repositories: Draft[]; tags: Draft[] } {
  const draft = ({ pattern = "", decoration = "" }) =>
    newDraft(pattern, /excludes$/i.test(decoration));
  return {
    repositories: (rule.scope_selectors.repository ?? []).map(draft),
    tags: rule.tag_selectors.map(draft),
  };
}

export function selected(drafts: readonly Draft[]): Selected {
  const named = drafts
    .map(({ pattern, isExcluding }) => ({ pattern: pattern.trim(), isExcluding }))
    .filter(({ pattern }) => pattern);
  const matching = named.filter(({ isExcluding }) => !isExcluding).map(({ pattern }) => pattern);
  return {
    isAll: matching.length === 0 || matching.includes(ALL),
    matching,
    excluding: named.filter(({ isExcluding }) => isExcluding).map(({ pattern }) => pattern),
  };
}

export function selectorBodies(
  drafts: readonly Draft[],
  [matches, excludes]: readonly [string, string],
): SelectorBody[] {
  return drafts.map(({ pattern, isExcluding }) => ({
    kind: "doublestar",
    decoration: isExcluding ? excludes : matches,
    pattern: pattern.trim(),
  }));
}

export function isComplete(drafts: readonly Draft[]): boolean {
  return drafts.length > 0 && drafts.every(({ pattern }) => pattern.trim() !== "");
}
