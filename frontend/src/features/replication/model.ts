import type { Schemas } from "@/shared/api/client";
import { isUnfinished, type Status as JobWord } from "@/shared/jobs/status";
import { parseTime } from "@/shared/lib/time";

export type Policy = Schemas["ReplicationPolicyRead"];
export type OnePolicy = Schemas["OneReplicationPolicyRead"];
export type PolicyBody = Schemas["ReplicationPolicyWriteRequest"];
export type Registry = Schemas["RegistryRead"];
export type Recent = Policy["recent"][number];
export type Execution = Schemas["ReplicationExecutionRead"];
export type OneExecution = Schemas["OneReplicationExecutionRead"];
export type Task = Schemas["ReplicationTaskRead"];
export type Item = Schemas["ReplicationItemRead"];
export type Cause = OneExecution["causes"][number];
export type Preview = Schemas["ReplicationPreviewRead"];

/** By its id this registry is meant. */
export const HERE = 0;
const KIND_HERE = "harbor";

/** What policies may ask of registries of a kind. */
export interface Kind {
  supported_filters: readonly string[];
  supported_copy_by_chunk: boolean;
}

/** The kind of this registry, or of another one that is known. */
export function kindOf(id: number | null, registries: readonly Registry[]): string | undefined {
  if (id === HERE) return KIND_HERE;
  return registries.find((registry) => registry.id === id)?.type;
}

const JOB_WORDS: Readonly<Record<string, JobWord>> = {
  Pending: "Pending",
  InProgress: "Running",
  Stopped: "Stopped",
  Failed: "Error",
  Succeed: "Success",
};

/** Replication has other words for how something is doing than jobs have. */
export function jobStatus(status: string): JobWord {
  return JOB_WORDS[status] ?? "Pending";
}

export function isUnderWay({ status }: { status: string }): boolean {
  return isUnfinished(jobStatus(status));
}

export type Direction = "push" | "pull";

type Ends = { src_registry: { id: number } };

export function directionOf({ src_registry }: Ends): Direction {
  return src_registry.id === HERE ? "push" : "pull";
}

interface Times {
  start_time: string | null;
  end_time: string | null;
}

/** Milliseconds that it took, or has by *now*; nothing where it has not begun. */
export function lasted({ start_time, end_time }: Times, now: number): number | null {
  const begin = parseTime(start_time);
  if (!begin) return null;
  return Math.max(0, +(parseTime(end_time) ?? now) - +begin);
}

/** Milliseconds that the last run took that was meant and has ended; *recent* has the newest first. */
export function lastLasted(recent: readonly Recent[]): number | null {
  const run = recent.find(({ dry_run, end_time }) => !dry_run && end_time !== null);
  return run ? lasted(run, 0) : null;
}

/** How long the newest of those under way has been so; nothing where none is. */
export function underWaySince(
  runs: readonly (Times & { status: string })[],
  now: number,
): number | null {
  const times = runs.filter(isUnderWay).map((run) => lasted(run, now) ?? 0);
  return times.length > 0 ? Math.min(...times) : null;
}

export interface Filters {
  name: string;
  tag: string;
  excludesTag: boolean;
  labels: readonly string[];
  excludesLabels: boolean;
  resource: string;
}

export const NO_FILTERS: Filters = {
  name: "",
  tag: "",
  excludesTag: false,
  labels: [],
  excludesLabels: false,
  resource: "",
};

interface WrittenFilter {
  type: string;
  value?: unknown;
  decoration?: string | null;
}

/** A policy's filters by what they are about. */
export function filtersOf(written: readonly WrittenFilter[]): Filters {
  const of = (type: string) => written.find((filter) => filter.type === type);
  const text = (type: string) => String(of(type)?.value ?? "");
  const labels = of("label")?.value;
  return {
    name: text("name"),
    tag: text("tag"),
    excludesTag: of("tag")?.decoration === "excludes",
    labels: Array.isArray(labels) ? labels.map(String) : [],
    excludesLabels: of("label")?.decoration === "excludes",
    resource: text("resource"),
  };
}

/** The part of all that is done already, from 0 to 1; nothing where nobody knows yet. */
export function partDone({ bytes, items }: Pick<Execution, "bytes" | "items">): number | null {
  const { expected, present, sent } = bytes;
  if (expected > 0) return Math.min(1, (present + sent) / expected);
  return items.total > 0 ? (items.total - items.waiting) / items.total : null;
}

/** How many of the tags nothing is to be done about any more. */
export function settledItems({ total, waiting }: Execution["items"]): number {
  return total - waiting;
}

/** What a run went by: the policy as it was when the run began. */
export interface Snapshot {
  is_mirror: boolean;
  direction: Direction;
  registry: string;
}

export function snapshotOf({ policy }: OneExecution): Snapshot {
  const found: Record<string, unknown> =
    typeof policy === "object" && policy !== null ? { ...policy } : {};
  return {
    is_mirror: found.is_mirror === true,
    direction: found.direction === "pull" ? "pull" : "push",
    registry: String(found.registry ?? ""),
  };
}

/** Whether what it found is worth more than what it did: of a dry run, and of a mirror. */
export function isDiff(run: OneExecution): boolean {
  return run.dry_run || snapshotOf(run).is_mirror;
}

/** Whether a task may be done again. */
export function isRetriable({ status }: { status: string }): boolean {
  return status === "Failed" || status === "Stopped";
}
