import type { Accessory, Artifact, Project, Reference, Tag } from "./api";
import { TABS, type Tab } from "./search";

const INDEX_TYPES = new Set([
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
]);
const IMAGE_CONFIGS = new Set([
  "application/vnd.oci.image.config.v1+json",
  "application/vnd.docker.container.image.v1+json",
]);

export type Kind = "image" | "index" | "chart" | "artifact";

/** What clients take it for. A signature is a manifest as images are, and nobody runs one. */
export function kindOf(artifact: Artifact): Kind {
  if (artifact.type === "CHART") return "chart";
  if (INDEX_TYPES.has(artifact.manifest_media_type)) return "index";
  const stated = artifact.artifact_type || artifact.media_type;
  return artifact.type === "IMAGE" && IMAGE_CONFIGS.has(stated) ? "image" : "artifact";
}

export interface Platform {
  /** What the address and the select say: `linux/arm64/v8`. */
  name: string;
  digest: string;
  size: number;
}

/** An index names images by platform, and beside them what was found out when they were built. */
const ATTESTS = "vnd.docker.reference.type";

function isAttestation({ annotations, platform }: Reference): boolean {
  return ATTESTS in annotations || platform.os === "unknown";
}

export function platformName(platform: Record<string, unknown>): string {
  const parts = [platform.os, platform.architecture, platform.variant];
  const name = parts.filter((part) => typeof part === "string" && part !== "").join("/");
  const version = platform["os.version"];
  return typeof version === "string" && version ? `${name} (${version})` : name;
}

/** The images of an index, each under a name of its own. */
export function platformsOf({ references }: Artifact): Platform[] {
  const found: Platform[] = [];
  for (const reference of references.filter((each) => !isAttestation(each))) {
    const digest = reference.child_digest;
    const name = platformName(reference.platform) || digest.slice(0, 19);
    const isTaken = found.some((each) => each.name === name);
    found.push({
      name: isTaken ? `${name} (${digest.slice(7, 19)})` : name,
      digest,
      size: reference.size,
    });
  }
  return found;
}

/** Of an index: what was attested when the image *digest* was built. */
export function attestationsOf({ references }: Artifact, digest?: string): Reference[] {
  return references.filter(
    (each) =>
      isAttestation(each) &&
      (!digest || each.annotations["vnd.docker.reference.digest"] === digest),
  );
}

/** The one that was asked for, or what most machines run. */
export function chosenPlatform(
  platforms: readonly Platform[],
  asked: string | undefined,
): Platform | undefined {
  return (
    platforms.find(({ name }) => name === asked) ??
    platforms.find(({ name }) => name === "linux/amd64") ??
    platforms[0]
  );
}

const VERSION = /^v?\d+(\.\d+)*$/;

/** The tag to call it by: the most exact version, or else what was pushed last. */
export function bestTag(tags: readonly Tag[] = []): string | undefined {
  const exactness = (name: string) => (VERSION.test(name) ? name.split(".").length : 0);
  const [best] = [...tags].sort(
    (a, b) =>
      exactness(b.name) - exactness(a.name) ||
      Number(a.name === "latest") - Number(b.name === "latest") ||
      b.push_time.localeCompare(a.push_time) ||
      a.name.localeCompare(b.name),
  );
  return best?.name;
}

export const REFERRER_KINDS = ["signature", "sbom", "attestation", "accelerator", "other"] as const;
export type ReferrerKind = (typeof REFERRER_KINDS)[number];

export function referrerKind({ type, artifact_type }: Accessory): ReferrerKind {
  if (type.startsWith("signature.")) return "signature";
  if (type.startsWith("accelerator.")) return "accelerator";
  if (type.startsWith("sbom.") || /spdx|cyclonedx|syft|sbom/i.test(artifact_type)) return "sbom";
  return /in-toto|attest|provenance|slsa|sigstore\.bundle/i.test(artifact_type)
    ? "attestation"
    : "other";
}

export interface DeletionImpact {
  tags: string[];
  /** A rule keeps these, and with them the artifact. */
  immutable: string[];
  children: Platform[];
  attestations: number;
  accessories: number;
}

/** What would go with an artifact, and what stands against that. */
export function deletionImpact(artifact: Artifact): DeletionImpact {
  const tags = artifact.tags ?? [];
  return {
    tags: tags.map(({ name }) => name),
    immutable: tags.filter(({ immutable }) => immutable).map(({ name }) => name),
    children: platformsOf(artifact),
    attestations: attestationsOf(artifact).length,
    accessories: artifact.accessories?.length ?? 0,
  };
}

const LONGEST_NAME = 255;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const REPOSITORY =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

export const isTagName = (name: string) => TAG.test(name);
/** Of a repository in a *project*, whose name counts: both of them together have a longest. */
export const isRepositoryName = (name: string, project: string) =>
  `${project}/${name}`.length <= LONGEST_NAME && REPOSITORY.test(name);

/** Project admins, maintainers and developers; guests of both kinds only pull. */
const PUSHERS = new Set([1, 2, 4]);

export function mayPush({ current_user_role_id, current_user_role_ids }: Project): boolean {
  return [current_user_role_id, ...current_user_role_ids].some((role) => PUSHERS.has(role));
}

/** What there is to show of it. An index of nothing has no layers. */
export function tabsOf(artifact: Artifact): Tab[] {
  const { addition_links: links } = artifact;
  const isBare = kindOf(artifact) === "index" && platformsOf(artifact).length === 0;
  const isShown: Partial<Record<Tab, boolean>> = {
    readme: "readme.md" in links,
    values: "values.yaml" in links,
    dependencies: "dependencies" in links,
    layers: !isBare,
  };
  return TABS.filter((tab) => isShown[tab] ?? true);
}
