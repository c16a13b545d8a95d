import type { Schemas } from "@/shared/api/client";
import {
  isNamed,
  newKey,
  newPattern,
  type Pattern,
  patternOf,
  REPOSITORIES,
  selectorOf,
  TAGS,
} from "@/shared/forms/patterns";
import type { Rule, RuleBody } from "./model";

export const OFFERED = [
  "latestPushedK",
  "latestPulledN",
  "nDaysSinceLastPush",
  "nDaysSinceLastPull",
  "always",
] as const;
/** The API takes two more than it offers; rules that have one of them keep it. */
export const TEMPLATES = [...OFFERED, "latestActiveK", "lastXDays"] as const;
export type Template = (typeof TEMPLATES)[number];

export const RULES_AT_MOST = 15;
export const MOST = 2 ** 31 - 1;

/** A rule as the form has it. */
export interface Draft {
  key: number;
  template: Template;
  /** Of artifacts or of days; nothing while it is no number. */
  count: number | null;
  repositories: readonly Pattern[];
  tags: readonly Pattern[];
  withUntagged: boolean;
  isDisabled: boolean;
  priority: number;
}

export function newDraft(): Draft {
  return {
    key: newKey(),
    template: "latestPushedK",
    count: 10,
    repositories: [newPattern()],
    tags: [newPattern()],
    withUntagged: true,
    isDisabled: false,
    priority: 0,
  };
}

/** Rules that were kept elsewhere, with keys that nothing here has. */
export function renewed(drafts: readonly Draft[]): Draft[] {
  const patterns = (all: readonly Pattern[]) => all.map((each) => ({ ...each, key: newKey() }));
  return drafts.map((draft) => ({
    ...draft,
    key: newKey(),
    repositories: patterns(draft.repositories),
    tags: patterns(draft.tags),
  }));
}

export function isCounted(template: Template): boolean {
  return template !== "always";
}

export function isOfDays(template: Template): boolean {
  return /days/i.test(template);
}

export function draftOf(rule: Rule): Draft {
  const template = TEMPLATES.find((known) => known === rule.template) ?? "always";
  return {
    key: newKey(),
    template,
    count: rule.params[template] ?? null,
    repositories: (rule.scope_selectors.repository ?? []).map(patternOf),
    tags: rule.tag_selectors.map(patternOf),
    withUntagged: hasUntagged(rule.tag_selectors),
    isDisabled: rule.disabled,
    priority: rule.priority,
  };
}

/** What the selectors say of artifacts without a tag, as the API reads them. */
function hasUntagged(selectors: readonly Schemas["SelectorShape"][]): boolean {
  const says = (usually: boolean) => (selector: Schemas["SelectorShape"]) => {
    const said = JSON.parse(selector.extras || "{}").untagged;
    return typeof said === "boolean" ? said : usually;
  };
  const matching = selectors.filter(({ decoration }) => decoration === "matches");
  const excluding = selectors.filter(({ decoration }) => decoration === "excludes");
  return (matching.length === 0 || matching.some(says(true))) && !excluding.some(says(false));
}

export function ruleBody(draft: Draft): RuleBody {
  const { template, count, withUntagged } = draft;
  return {
    action: "retain",
    disabled: draft.isDisabled,
    priority: draft.priority,
    template,
    params: isCounted(template) && count !== null ? { [template]: count } : {},
    scope_selectors: {
      repository: draft.repositories.map((pattern) => selectorOf(pattern, REPOSITORIES)),
    },
    tag_selectors: draft.tags.map((pattern) => ({
      ...selectorOf(pattern, TAGS),
      extras: JSON.stringify({ untagged: withUntagged !== pattern.isExcluding }),
    })),
  };
}

export function isCountable({ template, count }: Draft): boolean {
  if (!isCounted(template)) return true;
  return count !== null && Number.isInteger(count) && count >= 1 && count <= MOST;
}

export function isComplete(draft: Draft): boolean {
  const patterns = [...draft.repositories, ...draft.tags];
  return isCountable(draft) && patterns.every(isNamed);
}

/** Why the rules cannot be saved, or asked about, as they are. */
export type Problem =
  | { what: "incomplete"; number: number }
  | { what: "equal"; number: number; other: number };

export function problemOf(drafts: readonly Draft[]): Problem | null {
  const incomplete = drafts.findIndex((draft) => !isComplete(draft));
  if (incomplete >= 0) return { what: "incomplete", number: incomplete + 1 };
  const known = new Map<string, number>();
  for (const [index, draft] of drafts.entries()) {
    const number = known.get(essence(draft));
    if (number !== undefined) return { what: "equal", number, other: index + 1 };
    known.set(essence(draft), index + 1);
  }
  return null;
}

/** What two rules have in common that keep the same. */
function essence(draft: Draft): string {
  const { template, params, scope_selectors, tag_selectors } = ruleBody(draft);
  const unordered = (all: readonly object[]) => all.map((each) => JSON.stringify(each)).sort();
  const repositories = unordered(scope_selectors.repository ?? []);
  return JSON.stringify([template, params, repositories, unordered(tag_selectors)]);
}

export function isSame(one: readonly Draft[], other: readonly Draft[]): boolean {
  return JSON.stringify(one.map(ruleBody)) === JSON.stringify(other.map(ruleBody));
}
