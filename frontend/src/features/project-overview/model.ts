import type { Storage } from "./api";

type Repository = Storage["repositories"][number];

/** As many repositories as a picture can show; the rest is one tile. */
const TILES = 24;

export interface Area {
  /** The whole name; nothing for a tile that is no repository. */
  name: string | null;
  kind: "repository" | "others" | "shared";
  bytes: number;
  /** How many repositories it stands for. */
  count: number;
}

/**
 * The project's bytes, each of them once: what a repository alone holds is its own, and what
 * several hold is a part by itself. So all areas together are what the project takes.
 */
export function areasOf(storage: Storage): Area[] {
  const largest = [...storage.repositories].sort((a, b) => b.unique - a.unique);
  const rest = largest.slice(TILES);
  const own = sum(storage.repositories);
  const areas: Area[] = largest
    .slice(0, TILES)
    .map(({ name, unique }) => ({ name, kind: "repository", bytes: unique, count: 1 }));
  areas.push({ name: null, kind: "others", bytes: sum(rest), count: rest.length });
  areas.push({
    name: null,
    kind: "shared",
    bytes: Math.max(0, storage.stored - own - storage.unreferenced),
    count: 0,
  });
  return areas.filter(({ bytes }) => bytes > 0);
}

function sum(repositories: readonly Repository[]): number {
  return repositories.reduce((bytes, { unique }) => bytes + unique, 0);
}

/** A repository's name without its project's. */
export function shortName(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}
