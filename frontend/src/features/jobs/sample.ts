import type { Job } from "./model";

const JOB: Job = {
  id: 5,
  execution_id: 12,
  kind: "GARBAGE_COLLECTION",
  key: "",
  status: "Success",
  trigger: "MANUAL",
  started_by: "admin",
  subject: 0,
  parameters: { dry_run: true },
  result: {},
  is_stopping: false,
  error: "",
  progress: { done: 5, total: 5, rate: 1.25, eta: null },
  attempts: [],
  creation_time: "2026-11-20T10:00:00Z",
  update_time: "2026-11-20T10:00:05Z",
  start_time: "2026-11-20T10:00:01Z",
  end_time: "2026-11-20T10:00:05Z",
  next_attempt_time: null,
};

/** For tests: a job that is done, but for what is said otherwise. */
export function aJob(change: Partial<Job> = {}): Job {
  return { ...JOB, ...change };
}
