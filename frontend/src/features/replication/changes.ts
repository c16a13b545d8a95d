import { useMutation, useQueryClient } from "@tanstack/react-query";
import { unwrap } from "@/shared/api/client";
import { oneByOne } from "@/shared/api/one-by-one";
import { apiOf, type Scope, useScope } from "@/shared/registries/scope";
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
  return useChange(async (scope, body: PolicyBody): Promise<number> => {
    const api = apiOf(scope);
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
  return useChange((scope, { policy, isDryRun }: Begun) => start(scope, policy, isDryRun));
}

async function start(scope: Scope, policy: number, isDryRun = false): Promise<number> {
  const body = { policy_id: policy, dry_run: isDryRun };
  return idOf(await apiOf(scope).POST(EXECUTIONS, { body }));
}

function idOf({ response }: { response: Response }): number {
  return Number(response.headers.get("Location")?.split("/").at(-1));
}

/** Has a policy be on or off: the rest of it is as it is by now. */
export function useSetEnabled() {
  return useChange((scope, { id, enabled }: { id: number; enabled: boolean }) =>
    setEnabled(scope, id, enabled),
  );
}

async function setEnabled(scope: Scope, id: number, enabled: boolean): Promise<unknown> {
  const body = { ...bodyOf(draftOf(await readPolicy(scope, id))), enabled };
  return apiOf(scope).PUT(POLICY, { params: { path: { replication_id: id } }, body });
}

export type Deed = "run" | "enable" | "disable" | "delete";

function perform(scope: Scope, deed: Deed, id: number): Promise<unknown> {
  if (deed === "run") return start(scope, id);
  if (deed !== "delete") return setEnabled(scope, id, deed === "enable");
  return apiOf(scope).DELETE(POLICY, { params: { path: { replication_id: id } } });
}

export function useBulk() {
  return useChange((scope, { deed, policies }: { deed: Deed; policies: readonly Policy[] }) =>
    oneByOne(policies, ({ id }) => perform(scope, deed, id)),
  );
}

export function useStop() {
  return useChange((scope, id: number) => {
    const path = { replication_run_id: id };
    return apiOf(scope).PUT(EXECUTION, { params: { path } }).then(unwrap);
  });
}

export function useRetryTask(execution: number) {
  return useChange((scope, task: number) => {
    const path = { replication_run_id: execution, replication_task_id: task };
    return apiOf(scope).POST(`${TASK}/retry`, { params: { path } }).then(unwrap);
  });
}

/** Has all that failed be done again, and answers how many tasks that are. */
export function useRetryFailed() {
  return useChange(async (scope, execution: number): Promise<number> => {
    const params = { path: { replication_run_id: execution } };
    const again = apiOf(scope).POST(`${EXECUTION}/retry-failed`, { params });
    return (await again.then(unwrap)).retried;
  });
}

type Change<Variables, Answer> = (scope: Scope, variables: Variables) => Promise<Answer>;

function useChange<Variables, Answer>(change: Change<Variables, Answer>) {
  const scope = useScope();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (variables: Variables) => change(scope, variables),
    onSettled: () => queryClient.invalidateQueries({ queryKey: replicationQueries.all(scope) }),
  });
}

/** Looks whether a registry that is stored answers, and takes its credentials. */
export function useTestRegistry() {
  const scope = useScope();
  return useMutation({
    mutationFn: (id: number) => apiOf(scope).POST("/registries/ping", { body: { id } }),
  });
}
