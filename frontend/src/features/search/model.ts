import type { Command } from "@/shared/lib/commands";
import type { Results } from "./api";

/** The kinds of things that are found, in the order in which they are shown. */
export const KINDS = [
  "projects",
  "repositories",
  "tags",
  "artifacts",
  "labels",
  "users",
  "robots",
  "policies",
] as const;
export type Kind = (typeof KINDS)[number];

/** The most that the API gives of each kind. */
export const LIMIT = 50;

/** The right, in the whole system, without which nothing of a kind is looked for. */
const NEEDS: Partial<Record<Kind, string>> = { policies: "replication-policy:list" };

export function isAllowed(kind: Kind, can: (right: string) => boolean): boolean {
  const right = NEEDS[kind];
  return right === undefined || can(right);
}

export interface Wanted {
  kinds: readonly Kind[];
  isOfCommands: boolean;
  text: string;
}

const PREFIXES: readonly [string, readonly Kind[]][] = [
  ["p:", ["projects"]],
  ["r:", ["repositories"]],
  ["t:", ["tags"]],
  ["@", ["users", "artifacts"]],
];

/** What somebody typed: `t:1.2` is of tags alone, `>` of commands alone. */
export function parseWanted(typed: string): Wanted {
  const text = typed.trim();
  if (text.startsWith(">")) return { kinds: [], isOfCommands: true, text: text.slice(1).trim() };
  for (const [prefix, kinds] of PREFIXES) {
    if (!text.toLowerCase().startsWith(prefix)) continue;
    return { kinds, isOfCommands: false, text: text.slice(prefix.length).trim() };
  }
  return { kinds: KINDS, isOfCommands: false, text };
}

/** The commands that have every word of *text* in their names. */
export function matching(commands: readonly Command[], text: string): Command[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ label }) => {
    const name = label.toLocaleLowerCase();
    return words.every((word) => name.includes(word));
  });
}

export function countOf(results: Results, kinds: readonly Kind[] = KINDS): number {
  return kinds.reduce((sum, kind) => sum + results[kind].length, 0);
}

/** `12`, or `50+` where there may be more than were asked for. */
export function countText(count: number, limit: number): string {
  return count >= limit ? `${limit}+` : String(count);
}
