import * as z from "zod/mini";
import type { Schemas } from "@/shared/api/client";
import { isUnfinished } from "@/shared/jobs/status";
import { parseTime } from "@/shared/lib/time";
import { KINDS, type Kind } from "./search";

export type Run = Schemas["CollectionRead"];
export type Item = Schemas["ItemRead"];
export type Holder = Schemas["HolderRead"];

const counts = z.record(z.string(), z.number());
const optionsShape = z.object({
  delete_untagged: z.catch(z.boolean(), false),
  dry_run: z.catch(z.boolean(), false),
  workers: z.catch(z.number(), 1),
  plan: z.catch(z.optional(z.number()), undefined),
});
const summaryShape = z.object({
  found: counts,
  bytes: z.number(),
  taken: counts,
  kept: z.number(),
  freed_space: z.number(),
  projects: counts,
});

/** What a run was to do; *plan* is the run whose plan it takes exactly. */
export type Options = z.infer<typeof optionsShape>;
/** What came of one that got to its end. */
export type Summary = z.infer<typeof summaryShape>;

export const MOST_WORKERS = 10;
export const DEFAULTS: Options = {
  delete_untagged: false,
  dry_run: false,
  workers: 1,
  plan: undefined,
};

export function optionsOf(parameters: unknown): Options {
  const found = z.safeParse(optionsShape, parameters);
  return found.success ? found.data : DEFAULTS;
}

/** Nothing of a run that is under way, was stopped, failed or was held by the brake. */
export function summaryOf({ result }: Run): Summary | null {
  const found = z.safeParse(summaryShape, result);
  return found.success ? found.data : null;
}

/** The run whose items are those that this one takes: itself, or a dry run before it. */
export function planOf(run: Run): number {
  return optionsOf(run.parameters).plan ?? run.id;
}

/** What a run is, in a word. */
export type Sort = "dry" | "exact" | "full";

export function sortOf(run: Run): Sort {
  const { dry_run, plan } = optionsOf(run.parameters);
  if (dry_run) return "dry";
  return plan === undefined ? "full" : "exact";
}

/** Whether what a run has listed and not taken could be taken now; the API looks again. */
export function mayBeRun(run: Run): boolean {
  return run.job_status === "Success" || run.job_status === "Error";
}

export interface Progress {
  done: number;
  /** Nothing while the plan is made: nobody knows yet. */
  total: number | null;
}

export function progressOf({ progress }: Run): Progress {
  return { done: progress.done ?? 0, total: progress.total ?? null };
}

export type PhaseState = "waiting" | "active" | "done" | "ended" | "omitted";

/** How far each of the two phases is; what was not got to when a run ended has ended with it. */
export function phasesOf(run: Run): { plan: PhaseState; sweep: PhaseState } {
  const { total } = progressOf(run);
  const isPlanned = total !== null || run.job_status === "Success";
  const current = currentState(run);
  const sweep = isPlanned ? current : current === "ended" ? "ended" : "waiting";
  return {
    plan: isPlanned ? "done" : current,
    sweep: optionsOf(run.parameters).dry_run ? "omitted" : sweep,
  };
}

function currentState({ job_status }: Run): PhaseState {
  if (job_status === "Running") return "active";
  if (isUnfinished(job_status)) return "waiting";
  return job_status === "Success" ? "done" : "ended";
}

/** Milliseconds that it took, or has by *now*; nothing where it has not begun. */
export function lasted({ start_time, end_time }: Run, now: number): number | null {
  const begin = parseTime(start_time);
  if (!begin) return null;
  return Math.max(0, +(parseTime(end_time) ?? now) - +begin);
}

export interface Freed {
  run: Run;
  bytes: number;
}

/** What the runs that took something have freed, the oldest first. */
export function freedBy(runs: readonly Run[]): Freed[] {
  return runs
    .filter((run) => sortOf(run) !== "dry")
    .map((run) => ({ run, bytes: summaryOf(run)?.freed_space }))
    .filter((one): one is Freed => one.bytes !== undefined)
    .toReversed();
}

/** How many of each kind there are, in the order in which they are taken, without those of none. */
export function countsOf(found: Record<string, number>): { kind: Kind; count: number }[] {
  return KINDS.map((kind) => ({ kind, count: found[kind] ?? 0 })).filter(({ count }) => count > 0);
}

const SHOWN = 20;

/** The projects that a run takes most from, by their ids, and what it takes from the others. */
export function largestProjects(projects: Record<string, number>): {
  largest: { id: number; bytes: number }[];
  rest: { count: number; bytes: number };
} {
  const all = Object.entries(projects)
    .map(([id, bytes]) => ({ id: Number(id), bytes }))
    .filter(({ bytes }) => bytes > 0)
    .sort((one, other) => other.bytes - one.bytes || one.id - other.id);
  const rest = all.slice(SHOWN);
  return {
    largest: all.slice(0, SHOWN),
    rest: { count: rest.length, bytes: rest.reduce((sum, { bytes }) => sum + bytes, 0) },
  };
}

export const REASONS = [
  "tag",
  "index",
  "subject",
  "untagged",
  "manifest",
  "trash",
  "link",
  "lease",
] as const;
export type Reason = (typeof REASONS)[number];

export function reasonOf({ reason }: Holder): Reason | undefined {
  return REASONS.find((known) => known === reason);
}
