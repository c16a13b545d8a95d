import type { TFunction } from "i18next";
import type { Visit } from "@/shared/hooks/use-recent";
import type { Command, Target } from "@/shared/lib/commands";
import { shortDigest } from "@/shared/lib/digest";
import type { Found, Results } from "./api";
import { type Kind, matching, type Wanted } from "./model";
import { repositoryTarget, searchTarget, targetOf } from "./targets";

/** A line of the palette. */
export interface Entry {
  id: string;
  label: string;
  /** Where it is. */
  hint?: string | undefined;
  kind?: Kind;
  target?: Target | undefined;
  run?: (() => void) | undefined;
}

export interface EntryGroup {
  id: string;
  label: string;
  entries: Entry[];
}

interface Sources {
  t: TFunction<"search">;
  wanted: Wanted;
  /** What the server found; nothing while nothing was asked. */
  results: Results | undefined;
  recent: readonly Visit[];
  commands: readonly Command[];
  can: (right: string) => boolean;
}

/** How many of each kind the palette asks for, of all kinds or of one. */
export const FEW = 6;
export const MANY = 30;

/** Everything that the palette shows, in groups; groups without a line are absent. */
export function entryGroups(sources: Sources): EntryGroup[] {
  const { wanted } = sources;
  const isIdle = wanted.text === "" && !wanted.isOfCommands;
  const groups = isIdle ? [recentGroup(sources)] : foundGroups(sources);
  const isOfAll = wanted.isOfCommands || wanted.kinds.length > 2;
  return [...groups, ...(isOfAll ? commandGroups(sources) : [])].filter(
    ({ entries }) => entries.length > 0,
  );
}

function recentGroup({ t, recent }: Sources): EntryGroup {
  const entries = recent.map((visit): Entry => {
    const label = `${visit.project}/${visit.repository}`;
    return { id: `recent-${label}`, label, kind: "repositories", target: repositoryTarget(visit) };
  });
  return { id: "recent", label: t("group.recent"), entries };
}

function foundGroups({ t, wanted, results, can }: Sources): EntryGroup[] {
  if (!results || wanted.isOfCommands) return [];
  const groups = wanted.kinds.map((kind): EntryGroup => {
    const entries = results[kind]
      .map((hit) => hitEntry(kind, hit, targetOf(kind, hit, can)))
      .filter(({ target }) => target !== undefined);
    return { id: kind, label: t(`group.${kind}`), entries };
  });
  const all: Entry = {
    id: "all",
    label: t("palette.all", { text: wanted.text }),
    target: searchTarget(wanted.text),
  };
  return [...groups, { id: "more", label: t("group.more"), entries: [all] }];
}

function hitEntry(kind: Kind, hit: Found, target: Target | undefined): Entry {
  const label = kind === "artifacts" ? shortDigest(hit.name) : hit.name;
  const isPart = kind === "tags" || kind === "artifacts";
  const hint = isPart ? hit.repository : kind === "labels" ? hit.project : null;
  return { id: `${kind}-${hit.id}`, label, hint: hint ?? undefined, kind, target };
}

function commandGroups({ t, wanted, commands }: Sources): EntryGroup[] {
  const found = matching(commands, wanted.text);
  return (["page", "action"] as const).map((kind) => ({
    id: kind,
    label: t(`group.${kind}`),
    entries: found
      .filter((command) => command.kind === kind)
      .map(({ id, label, target, run }): Entry => ({ id, label, target, run })),
  }));
}
