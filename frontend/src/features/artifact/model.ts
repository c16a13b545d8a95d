import { attestationsOf, kindOf, type Platform, platformsOf } from "@/shared/artifacts/kinds";
import type { Accessory, Artifact, Project, Tag } from "./api";
import { TABS, type Tab } from "./search";

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
