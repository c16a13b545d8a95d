import type { Execution, OneExecution, OnePolicy, Task } from "./model";

const HARBOR = { type: "harbor", url: "", description: "", insecure: false };
const TIMES = { creation_time: "2026-11-20T10:00:00Z", update_time: "2026-11-20T10:00:00Z" };

/** For tests: a policy that pushes every night, but for what is said otherwise. */
export function aPolicy(change: Partial<OnePolicy> = {}): OnePolicy {
  return {
    id: 3,
    name: "nightly",
    description: "",
    project_id: null,
    src_registry: { ...HARBOR, id: 0, name: "Local", status: "healthy", ...TIMES },
    dest_registry: { ...HARBOR, id: 7, name: "berlin", status: "healthy", ...TIMES },
    dest_namespace: "",
    dest_namespace_replace_count: -1,
    trigger: { type: "scheduled", trigger_settings: { cron: "0 0 2 * * *" }, time_zone: "UTC" },
    filters: [
      { type: "name", value: "library/**" },
      { type: "tag", value: "v*", decoration: "excludes" },
    ],
    replicate_deletion: false,
    deletion: false,
    override: true,
    enabled: true,
    mirror: false,
    speed: 0,
    copy_by_chunk: false,
    single_active_replication: false,
    ...TIMES,
    next_run_time: null,
    coming: [],
    last_execution: null,
    recent: [],
    success: { total: 0, succeeded: 0, rate: null },
    sent_bytes: 0,
    ...change,
  };
}

const ITEMS = {
  total: 10,
  waiting: 0,
  done: 10,
  failed: 0,
  gone: 0,
  left: 0,
  copy: 10,
  replace: 0,
  present: 0,
  kept: 0,
  delete: 0,
};

const RUN: Execution = {
  id: 12,
  policy_id: 3,
  policy_name: "nightly",
  status: "Succeed",
  status_text: "",
  trigger: "manual",
  creation_time: "2026-11-20T10:00:00Z",
  start_time: "2026-11-20T10:00:00Z",
  end_time: "2026-11-20T10:01:00Z",
  total: 2,
  failed: 0,
  succeed: 2,
  in_progress: 0,
  stopped: 0,
  dry_run: false,
  started_by: "admin",
  list_task_id: 40,
  items: ITEMS,
  bytes: { expected: 4096, present: 1024, sent: 3072 },
  rate: 51.2,
  eta: null,
  skipped: 0,
};

/** For tests: a run that went well. */
export function aRun(change: Partial<Execution> = {}): Execution {
  return { ...RUN, ...change };
}

export function oneRun(change: Partial<OneExecution> = {}): OneExecution {
  return { ...RUN, causes: [], policy: { is_mirror: false, direction: "push" }, ...change };
}

export function aTask(change: Partial<Task> = {}): Task {
  return {
    id: 41,
    execution_id: 12,
    status: "Succeed",
    state: "succeeded",
    job_id: "41",
    operation: "copy",
    resource_type: "artifact",
    src_resource: "library/nginx",
    dst_resource: "library/nginx",
    start_time: "2026-11-20T10:00:00Z",
    end_time: "2026-11-20T10:00:30Z",
    next_attempt_time: null,
    attempt: 1,
    attempts: [],
    cause: "",
    error: "",
    done: 5,
    total: 5,
    items: { ...ITEMS, total: 5, done: 5, copy: 5 },
    bytes: { expected: 2048, present: 0, sent: 2048 },
    rate: null,
    eta: null,
    ...change,
  };
}
