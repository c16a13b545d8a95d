import { isNamed, type Pattern, patternOf, selectorOf } from "@/shared/forms/patterns";
import type { Rule, SelectorBody } from "./api";

export function draftsOf(rule: Rule): { repositories: Pattern[]; tags: Pattern[] } {
  return {
    repositories: (rule.scope_selectors.repository ?? []).map(patternOf),
    tags: rule.tag_selectors.map(patternOf),
  };
}

export function selectorBodies(
  patterns: readonly Pattern[],
  decorations: readonly [string, string],
): SelectorBody[] {
  return patterns.map((pattern) => selectorOf(pattern, decorations));
}

export function isComplete(patterns: readonly Pattern[]): boolean {
  return patterns.length > 0 && patterns.every(isNamed);
}
