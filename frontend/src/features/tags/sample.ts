import type { TagRow } from "./api";

export const [A, B] = ["a", "b"].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string];

/** A tag as the API tells it. */
export function row(name: string, digest: string, rest: Partial<TagRow> = {}): TagRow {
  return {
    id: 1,
    name,
    artifact_id: 1,
    digest,
    type: "IMAGE",
    media_type: "",
    manifest_media_type: "application/vnd.oci.image.manifest.v1+json",
    artifact_type: "",
    size: 10,
    platforms: [],
    push_time: "2026-01-01T00:00:00Z",
    pushed_by: "dora",
    pull_time: null,
    pull_count: 0,
    labels: [],
    immutable: false,
    protected_by: null,
    signed: false,
    accessory_counts: {},
    ...rest,
  };
}
