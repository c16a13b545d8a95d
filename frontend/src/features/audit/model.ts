import { given } from "@/shared/api/parameters";
import type { Histogram } from "./api";
import { type AuditSearch, DEFAULT_RANGE, type Range } from "./search";

/** The words that the log uses; the API has no list of them. Others are shown as they come. */
export const OPERATIONS = [
  "create",
  "update",
  "delete",
  "pull",
  "copy",
  "mount",
  "restore",
  "login",
  "logout",
  "refuse",
  "revoke",
  "purge",
  "start",
  "stop",
  "pause",
  "resume",
  "retry",
  "clean",
  "correct",
  "quarantine",
] as const;
export const RESOURCE_TYPES = [
  "artifact",
  "artifact-label",
  "audit-log",
  "blob",
  "configuration",
  "garbage-collection",
  "garbage-collection-schedule",
  "immutable-rule",
  "job",
  "job-queue",
  "label",
  "member",
  "personal-token",
  "project",
  "purge-audit",
  "purge-audit-schedule",
  "quota",
  "registry",
  "replication",
  "replication-policy",
  "repository",
  "request",
  "robot",
  "signing-key",
  "tag",
  "tag-removal",
  "tag-retention",
  "upload",
  "user",
] as const;
export const CREDENTIALS = [
  "password",
  "session",
  "personal_token",
  "robot_secret",
  "bearer",
  "refresh_token",
  "system",
  "none",
] as const;

const HOUR = 3_600_000;
const LENGTHS: Record<Exclude<Range, "all">, number> = {
  "1h": HOUR,
  "24h": 24 * HOUR,
  "7d": 7 * 24 * HOUR,
  "30d": 30 * 24 * HOUR,
};

export function listOf(text: string | undefined): string[] {
  return text ? text.split(",").filter(Boolean) : [];
}

/** The range of time as the API takes it; one that is told by its length ends now. */
export function rangeOf(search: AuditSearch, now: Date): { since?: string; until?: string } {
  if (search.from || search.to) return given({ since: search.from, until: search.to });
  const range = search.range ?? DEFAULT_RANGE;
  return range === "all" ? {} : { since: new Date(+now - LENGTHS[range]).toISOString() };
}

/** The address's filters by the API's names. */
export function rowsQuery(search: AuditSearch, projectId?: number, now = new Date()) {
  return {
    ...rangeOf(search, now),
    ...given({
      project_id: projectId,
      text: search.text,
      username: search.username,
      operation: search.operation,
      resource_type: search.type,
      resource: search.resource,
      succeeded: search.result && search.result === "succeeded",
      source_address: search.address,
      credential: search.credential,
      principal_kind: search.kind,
      request_id: search.request,
    }),
  };
}

export const FORMATS = ["csv", "excel", "ndjson"] as const;

/** Where the browser itself fetches the rows from, as a file of whatever size. */
export function exportAddress(
  search: AuditSearch,
  projectId: number | undefined,
  format: (typeof FORMATS)[number],
  now = new Date(),
): string {
  const shape = format === "excel" ? { format: "csv", bom: true } : { format };
  const query = Object.entries({ ...rowsQuery(search, projectId, now), ...shape });
  const parameters = new URLSearchParams(query.map(([name, value]) => [name, String(value)]));
  return `/api/v2.0/audit/export?${parameters}`;
}

export interface Bucket {
  start: Date;
  end: Date;
  succeeded: number;
  failed: number;
}

/** The pieces of time in order, with those in which nothing happened. */
export function bucketsOf({ since, until, seconds, pieces }: Histogram): Bucket[] {
  const width = seconds * 1000;
  const buckets = new Map<number, Bucket>();
  const [first, last] = [since, until].map((time) => Math.floor(Date.parse(time) / width) * width);
  for (let start = first ?? 0; start <= (last ?? 0); start += width) {
    const times = { start: new Date(start), end: new Date(start + width) };
    buckets.set(start, { ...times, succeeded: 0, failed: 0 });
  }
  for (const { start, kind, count } of pieces) {
    const bucket = buckets.get(Date.parse(start));
    if (bucket) bucket[kind === "failed" ? "failed" : "succeeded"] += count;
  }
  return [...buckets.values()];
}

/** The range that neighbouring buckets make, within what the histogram is of. */
export function narrowed(
  [first, last]: readonly [Bucket, Bucket],
  { since, until }: Pick<Histogram, "since" | "until">,
): { from: string; to: string } {
  const from = Math.max(+first.start, Date.parse(since));
  // Both ends count, and the next bucket's first moment is not of this one.
  const to = Math.min(+last.end - 1, Date.parse(until));
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
