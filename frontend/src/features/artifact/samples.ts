import type { Artifact } from "./api";

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
