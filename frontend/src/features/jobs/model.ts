import type { Schemas } from "@/shared/api/client";
import { isUnfinished } from "@/shared/jobs/status";
import { parseTime } from "@/shared/lib/time";

export type Job = Schemas["JobRead"];
export type Queue = Schemas["QueueRead"];
export type Pool = Schemas["PoolRead"];
export type Worker = Schemas["WorkerRead"];
export type Schedule = Schemas["ScheduleTaskRead"];

/** The kinds of jobs that there are words for. */
export const KINDS = [
  "GARBAGE_COLLECTION",
  "ORPHAN_SWEEP",
  "PURGE_AUDIT_LOG",
  "QUOTA_CHECK",
  "REGISTRY_CHECK",
  "REPLICATION",
  "RETENTION",
  "SCHEDULER",
  "SCRUB",
  "TAG_REMOVAL",
] as const;
export type Kind = (typeof KINDS)[number];

/** The queue of schedules that are due: there are no jobs of that kind. */
export const SCHEDULER = "SCHEDULER";

export function knownKind(kind: string): Kind | undefined {
  return KINDS.find((known) => known === kind);
}

export const TRIGGERS = ["MANUAL", "SCHEDULE", "EVENT"] as const;
export type Trigger = (typeof TRIGGERS)[number];

export function knownTrigger({ trigger }: Job): Trigger | undefined {
  return TRIGGERS.find((known) => known === trigger);
}

/** Whether it may be tried again, from where it was left. */
export function isOver({ status }: Job): boolean {
  return status === "Error" || status === "Stopped";
}

/** Whether somebody could have it end. */
export function isStoppable(job: Job): boolean {
  return isUnfinished(job.status) && !job.is_stopping;
}

/** Milliseconds that it took, or has by *now*; nothing where it has not begun. */
export function lasted({ start_time, end_time }: Job, now: number): number | null {
  const begin = parseTime(start_time);
  if (!begin) return null;
  return Math.max(0, +(parseTime(end_time) ?? now) - +begin);
}

/** How long the newest of those under way has been so; nothing where none is. */
export function underWaySince(jobs: readonly Job[], now: number): number | null {
  const times = jobs
    .filter(({ status }) => isUnfinished(status))
    .map((job) => lasted(job, now) ?? 0);
  return times.length > 0 ? Math.min(...times) : null;
}

/** Each process with what its threads do. */
export function byPool(
  pools: readonly Pool[],
  workers: readonly Worker[],
): { pool: Pool; workers: Worker[] }[] {
  return pools.map((pool) => ({
    pool,
    workers: workers.filter((worker) => worker.pool_id === pool.worker_pool_id),
  }));
}

/** How a value that only its kind knows is shown. */
export function shownValue(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

export function isEmpty(value: unknown): boolean {
  return typeof value !== "object" || value === null || Object.keys(value).length === 0;
}
