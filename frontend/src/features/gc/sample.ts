import type { Run, Summary } from "./model";

/** For tests: what a run came to. */
export const aSummary: Summary = {
  found: { untagged: 0, manifest: 1, link: 2, blob: 2 },
  bytes: 2048,
  taken: { untagged: 0, manifest: 1, link: 2, blob: 2 },
  kept: 0,
  freed_space: 2048,
  projects: { 7: 2048 },
};

const RUN: Run = {
  id: 12,
  job_name: "GARBAGE_COLLECTION",
  job_kind: "MANUAL",
  job_parameters: "{}",
  schedule: { type: "Manual", cron: "" },
  job_status: "Success",
  creation_time: "2026-11-20T10:00:00Z",
  update_time: "2026-11-20T10:00:05Z",
  start_time: "2026-11-20T10:00:01Z",
  end_time: "2026-11-20T10:00:05Z",
  started_by: "admin",
  parameters: {},
  result: aSummary,
  progress: { done: 5, total: 5 },
  error: "",
  attempts: 1,
};

/** For tests: a run that is over, but for what is said otherwise. */
export function aRun(change: Partial<Run> = {}): Run {
  return { ...RUN, ...change };
}
