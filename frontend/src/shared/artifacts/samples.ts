import type { Artifact, Layer, Reference } from "./queries";

/** What tests are made of. */
export function digestOf(digit: string): string {
  return `sha256:${digit.repeat(64)}`;
}

export function anArtifact(rest: Partial<Artifact> = {}): Artifact {
  const type = "application/vnd.oci.image.config.v1+json";
  return {
    id: 1,
    type: "IMAGE",
    media_type: type,
    manifest_media_type: "application/vnd.oci.image.manifest.v1+json",
    artifact_type: type,
    project_id: 2,
    repository_id: 3,
    repository_name: "acme/web/shop",
    digest: digestOf("a"),
    size: 4096,
    icon: "",
    push_time: "2026-01-01T00:00:00Z",
    pull_time: "0001-01-01T00:00:00Z",
    pull_count: 0,
    extra_attrs: {},
    annotations: {},
    references: [],
    addition_links: {},
    labels: [],
    accessories: [],
    actions: [],
    tags: [
      {
        id: 1,
        repository_id: 3,
        artifact_id: 1,
        name: "1.0",
        push_time: "2026-01-01T00:00:00Z",
        pull_time: "0001-01-01T00:00:00Z",
        immutable: false,
      },
    ],
    ...rest,
  };
}

const INDEX = "application/vnd.oci.image.index.v1+json";

export function anIndex(references: Reference[], rest: Partial<Artifact> = {}): Artifact {
  return anArtifact({ manifest_media_type: INDEX, media_type: INDEX, references, ...rest });
}

/** What an index names: the artifact whose digest is made of *fill*. */
export function aChild(
  platform: Record<string, string>,
  fill: string,
  annotations: Record<string, string> = {},
): Reference {
  return {
    parent_id: 1,
    child_id: 2,
    child_digest: digestOf(fill),
    platform,
    annotations,
    size: 1,
  };
}

export function aLayer(fill: string, size: number, command = ""): Layer {
  return {
    digest: digestOf(fill),
    size,
    media_type: "application/vnd.oci.image.layer.v1.tar+gzip",
    command,
    created: "",
  };
}
