import { filterTerms } from "@/shared/api/parameters";
import { isDigest } from "@/shared/lib/digest";
import type { PullKind } from "@/shared/pull-box/commands";
import type { Artifact, Place, Platform, TagRow } from "./api";
import { type TagSearch, TYPES } from "./search";

const INDEXES = new Set([
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
]);
const DAY = 86_400_000;

/** What a description that was not saved yet is kept under. */
export const descriptionDraft = ({ project, repository }: Place) =>
  `description.${project}/${repository}`;

type Typed = Pick<TagRow, "type" | "manifest_media_type">;

export function isIndex({ manifest_media_type }: Typed): boolean {
  return INDEXES.has(manifest_media_type);
}

/** What can be pulled, as clients part it. */
export function kindOf(row: Typed): PullKind {
  if (row.type === "CHART") return "chart";
  if (row.type !== "IMAGE") return "artifact";
  return isIndex(row) ? "index" : "image";
}

export type KnownType = (typeof TYPES)[number] | "INDEX";

/** One of the types that have a name of their own; any other is told as the API writes it. */
export function knownType(row: Typed): KnownType | null {
  if (kindOf(row) === "index") return "INDEX";
  return TYPES.find((type) => type === row.type) ?? null;
}

/** `linux/arm64/v8` */
export function platformName({ os, architecture, variant }: Partial<Platform>): string {
  return [os, architecture, variant].filter(Boolean).join("/");
}

/** The API's order for the address's: names are sorted as people count, 1.9 before 1.10. */
export function orderOf(sort = "-push_time"): string {
  return sort.replace(/^(-?)name$/, "$1natural");
}

/**
 * The API's terms for what the address asks; *tag* is its word for a tag in the list, *now* what
 * idle days count back from.
 */
export function listTerms(tag: "name" | "tags", search: TagSearch, now: Date): string | undefined {
  const { q = "", type, signed, label, idle } = search;
  const isOne = isDigest(q);
  return filterTerms({
    [tag]: isOne ? undefined : `~${q}`,
    digest: isOne ? q : search.digest,
    type,
    signed: signed && signed === "yes",
    labels: label,
    pull_time: idleTerm(idle, now),
  });
}

function idleTerm(days: string | undefined, now: Date): string | undefined {
  if (!days) return undefined;
  return `[~${new Date(now.getTime() - Number(days) * DAY).toISOString().slice(0, 10)}]`;
}

/** The tags of each digest that has several among *rows*. */
export function namesByDigest(rows: readonly TagRow[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { digest, name } of rows) names.set(digest, [...(names.get(digest) ?? []), name]);
  for (const [digest, found] of names) if (found.length < 2) names.delete(digest);
  return names;
}

export interface TagImpact {
  goes: TagRow[];
  isProtected: TagRow[];
  /** The digests that lose a tag and keep others, with those. */
  keptBy: { digest: string; names: string[] }[];
  /** How many artifacts are left without any tag. */
  untagged: number;
}

/** What a deletion of *chosen* would do; *siblings* are all tags of their digests. */
export function tagImpact(chosen: readonly TagRow[], siblings: readonly TagRow[]): TagImpact {
  const isProtected = chosen.filter((row) => row.protected_by);
  const goes = chosen.filter((row) => !row.protected_by);
  const gone = new Set(goes.map(({ name }) => name));
  const digests = [...new Set(goes.map(({ digest }) => digest))];
  const left = digests.map((digest) => ({
    digest,
    names: siblings.filter((row) => row.digest === digest && !gone.has(row.name)).map(nameOf),
  }));
  const keptBy = left.filter(({ names }) => names.length > 0);
  return { goes, isProtected, keptBy, untagged: left.length - keptBy.length };
}

export interface ArtifactImpact {
  digests: string[];
  /** Every tag that goes with them, also those that nobody chose. */
  tags: string[];
  /** Artifacts that a protected tag holds. */
  held: { digest: string; names: string[] }[];
  bytes: number;
}

export type Chosen = Pick<TagRow, "digest" | "size">;

export function artifactImpact(
  chosen: readonly Chosen[],
  siblings: readonly TagRow[],
): ArtifactImpact {
  const sizes = new Map(chosen.map(({ digest, size }) => [digest, size]));
  const held = [...sizes.keys()]
    .map((digest) => ({
      digest,
      names: siblings.filter((row) => row.digest === digest && row.protected_by).map(nameOf),
    }))
    .filter(({ names }) => names.length > 0);
  const digests = [...sizes.keys()].filter((digest) => held.every((one) => one.digest !== digest));
  return {
    digests,
    tags: siblings.filter(({ digest }) => digests.includes(digest)).map(nameOf),
    held,
    bytes: digests.reduce((sum, digest) => sum + (sizes.get(digest) ?? 0), 0),
  };
}

function nameOf({ name }: { name: string }): string {
  return name;
}

/** Up to how many go without the repository's name being typed. */
const FEW = 20;

export function isMuch(count: number): boolean {
  return count > FEW;
}

export function platformsOf({ references }: Artifact): Platform[] {
  return references.map(({ child_digest, platform, size }) => ({
    os: text(platform.os),
    architecture: text(platform.architecture),
    variant: text(platform.variant),
    os_version: text(platform["os.version"]),
    digest: child_digest,
    size,
  }));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
