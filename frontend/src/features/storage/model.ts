import type { Figures, Part } from "./api";
import type { Measure } from "./search";

export type Depth = "registry" | "project";

/** What can be measured there: the registry as a whole does not tell logical bytes. */
export function measuresAt(depth: Depth): readonly Measure[] {
  return depth === "registry"
    ? ["unique", "stored", "shared"]
    : ["unique", "stored", "shared", "logical"];
}

/** The measure that the address asks for, where there is it. */
export function measureAt(depth: Depth, wanted: Measure | undefined): Measure {
  return wanted && measuresAt(depth).includes(wanted) ? wanted : "unique";
}

/** The largest first, and equals by name. */
export function bySize<P extends Part>(parts: readonly P[], measure: Measure): P[] {
  return [...parts].sort((a, b) => b[measure] - a[measure] || a.name.localeCompare(b.name));
}

export function sumOf(parts: readonly Part[], measure: Measure): number {
  return parts.reduce((sum, part) => sum + part[measure], 0);
}

export interface Area {
  /** The part's name; `null` for all the small ones together. */
  name: string | null;
  bytes: number;
  count: number;
}

/** How many areas can be told from each other. */
const AREAS = 40;

/** The parts as areas: none for those without bytes, and one for all that are too many. */
export function areasOf(parts: readonly Part[], measure: Measure, most = AREAS): Area[] {
  const filled = bySize(parts, measure).filter((part) => part[measure] > 0);
  const isMany = filled.length > most;
  const alone = isMany ? filled.slice(0, most - 1) : filled;
  const areas: Area[] = alone.map((part) => ({
    name: part.name,
    bytes: part[measure],
    count: 1,
  }));
  if (!isMany) return areas;
  const rest = filled.slice(most - 1);
  return [...areas, { name: null, bytes: sumOf(rest, measure), count: rest.length }];
}

/** What is kept once and named more often: bytes that sharing within the place saves. */
export function savedBySharing({ logical, stored }: Figures): number {
  return Math.max(0, logical - stored);
}
