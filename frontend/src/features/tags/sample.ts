import type { TagRow } from "./api";
import type { Removal } from "./removals";

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

/** A deletion of all tags that match, as the API tells it. */
export function aRemoval(rest: Partial<Removal> = {}): Removal {
  return {
    id: 7,
    status: "Success",
    q: "",
    started_by: "petra",
    creation_time: "2026-01-01T00:00:00Z",
    start_time: "2026-01-01T00:00:00Z",
    end_time: null,
    is_stopping: false,
    error: "",
    done: 500,
    total: 500,
    deleted: 0,
    skipped: { immutable: 0, changed: 0, gone: 0 },
    skipped_tags: [],
    ...rest,
  };
}
