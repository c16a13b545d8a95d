import { instruction } from "@/shared/artifacts/instruction";
import type { Layer } from "@/shared/artifacts/queries";
import { align, type Pair } from "./align";

/** A layer with where it lies: the lowest is number one. */
export interface Placed {
  number: number;
  digest: string;
  size: number;
  /** As somebody wrote it; empty where nothing tells. */
  command: string;
}

/**
 * `same`: one layer at its place in both. `moved`: both have it, at other places. `replaced`: one
 * instruction made other bytes of it. Else only one of both has it.
 */
export type LayerChange = "same" | "moved" | "replaced" | "added" | "removed";

export interface LayerRow {
  id: string;
  change: LayerChange;
  base: Placed | undefined;
  head: Placed | undefined;
  command: string;
}

/** The layers of two artifacts side by side, in the order that they lie on each other. */
export function alignLayers(base: readonly Layer[], head: readonly Layer[]): LayerRow[] {
  const byDigest = align(base.map(placed), head.map(placed), hasSameDigest);
  const ofBase = sizes(base);
  const inBoth = new Set([...sizes(head).keys()].filter((digest) => ofBase.has(digest)));
  const rows: Pair<Placed>[] = [];
  let gap: Pair<Placed>[] = [];
  for (const pair of byDigest) {
    const isShared = pair[0] !== undefined && pair[1] !== undefined;
    if (!isShared) gap.push(pair);
    else {
      rows.push(...byInstruction(gap, inBoth), pair);
      gap = [];
    }
  }
  return [...rows, ...byInstruction(gap, inBoth)].map((pair) => rowOf(pair, inBoth));
}

function placed({ digest, size, command }: Layer, at: number): Placed {
  return { number: at + 1, digest, size, command: instruction(command) };
}

function hasSameDigest(one: Placed, other: Placed): boolean {
  return one.digest === other.digest;
}

/** Between shared layers: what the same instruction made is one layer that was replaced. */
function byInstruction(gap: readonly Pair<Placed>[], inBoth: ReadonlySet<string>): Pair<Placed>[] {
  const base = gap.flatMap(([one]) => one ?? []);
  const head = gap.flatMap(([, other]) => other ?? []);
  return align(
    base,
    head,
    (one, other) =>
      one.command !== "" &&
      one.command === other.command &&
      !inBoth.has(one.digest) &&
      !inBoth.has(other.digest),
  );
}

function rowOf([base, head]: Pair<Placed>, inBoth: ReadonlySet<string>): LayerRow {
  return {
    id: `${base?.number ?? ""}-${head?.number ?? ""}`,
    change: changeOf(base, head, inBoth),
    base,
    head,
    command: head?.command || base?.command || "",
  };
}

function changeOf(
  base: Placed | undefined,
  head: Placed | undefined,
  inBoth: ReadonlySet<string>,
): LayerChange {
  if (base && head) return base.digest === head.digest ? "same" : "replaced";
  if (inBoth.has((base ?? head)?.digest ?? "")) return "moved";
  return base ? "removed" : "added";
}

export interface Sum {
  count: number;
  bytes: number;
}

/** What lies in both, and in one of them alone; a layer that lies there twice is one. */
export function sumsOf(
  base: readonly Layer[],
  head: readonly Layer[],
): Record<"shared" | "added" | "removed", Sum> {
  const [ofBase, ofHead] = [sizes(base), sizes(head)];
  return {
    shared: sum(ofHead, (digest) => ofBase.has(digest)),
    added: sum(ofHead, (digest) => !ofBase.has(digest)),
    removed: sum(ofBase, (digest) => !ofHead.has(digest)),
  };
}

function sizes(layers: readonly Layer[]): Map<string, number> {
  return new Map(layers.map(({ digest, size }) => [digest, size]));
}

function sum(layers: ReadonlyMap<string, number>, isMeant: (digest: string) => boolean): Sum {
  const found = [...layers].filter(([digest]) => isMeant(digest));
  return { count: found.length, bytes: found.reduce((bytes, [, size]) => bytes + size, 0) };
}
