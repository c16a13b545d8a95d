import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { oneByOne } from "@/shared/api/one-by-one";
import {
  EXECUTION,
  EXECUTIONS,
  POLICIES,
  POLICY,
  readPolicy,
  replicationQueries,
  TASK,
} from "./api";
import { bodyOf, draftOf } from "./draft";
import type { Policy, PolicyBody } from "./model";

/** Writes a new policy, or one that there is, and answers its id. */
export function useSavePolicy(id: number | undefined) {
  return useChange(async (body: PolicyBody): Promise<number> => {
    if (id === undefined) return idOf(await api.POST(POLICIES, { body }));
    await api.PUT(POLICY, { params: { path: { replication_id: id } }, body });
    return id;
  });
}

export interface Begun {
  policy: number;
  isDryRun: boolean;
}

/** Begins a run, and answers its id. */
export function useStart() {
  return useChange(({ policy, isDryRun }: Begun) => start(policy, isDryRun));
}

async function start(policy: number, isDryRun = false): Promise<number> {
  return idOf(await api.POST(EXECUTIONS, { body: { policy_id: policy, dry_run: isDryRun } }));
}

function idOf({ response }: { response: Response }): number {
  return Number(response.headers.get("Location")?.split("/").at(-1));
}

/** Has a policy be on or off: the rest of it is as it is by now. */
export function useSetEnabled() {
  return useChange(({ id, enabled }: { id: number; enabled: boolean }) => setEnabled(id, enabled));
}

async function setEnabled(id: number, enabled: boolean): Promise<unknown> {
  const body = { ...bodyOf(draftOf(await readPolicy(id))), enabled };
  return api.PUT(POLICY, { params: { path: { replication_id: id } }, body });
}

export type Deed = "run" | "enable" | "disable" | "delete";

function perform(deed: Deed, id: number): Promise<unknown> {
  if (deed === "run") return start(id);
  if (deed === "delete") return api.DELETE(POLICY, { params: { path: { replication_id: id } } });
  return setEnabled(id, deed === "enable");
}

export function useBulk() {
  return useChange(({ deed, policies }: { deed: Deed; policies: readonly Policy[] }) =>
    oneByOne(policies, ({ id }) => perform(deed, id)),
  );
}

export function useStop() {
  return useChange((id: number) =>
    api.PUT(EXECUTION, { params: { path: { replication_run_id: id } } }).then(unwrap),
  );
}

export function useRetryTask(execution: number) {
  return useChange((task: number) => {
    const path = { replication_run_id: execution, replication_task_id: task };
    return api.POST(`${TASK}/retry`, { params: { path } }).then(unwrap);
  });
}

/** Has all that failed be done again, and answers how many tasks that are. */
export function useRetryFailed() {
  return useChange(async (execution: number): Promise<number> => {
    const params = { path: { replication_run_id: execution } };
    return (await api.POST(`${EXECUTION}/retry-failed`, { params }).then(unwrap)).retried;
  });
}

function useChange<Variables, Answer>(change: (variables: Variables) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queryClient.invalidateQueries({ queryKey: replicationQueries.all() }),
  });
}

/** Looks whether a registry that is stored answers, and takes its credentials. */
export function useTestRegistry() {
  return useMutation({
    mutationFn: (id: number) => api.POST("/api/v2.0/registries/ping", { body: { id } }),
  });
}
