import type { Artifact, Reference } from "./queries";

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
