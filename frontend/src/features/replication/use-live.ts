import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Page } from "@/shared/api/pagination";
import { useIsVisible } from "@/shared/hooks/use-polling";
import { pollAfter } from "@/shared/jobs/status";
import { useScope } from "@/shared/registries/scope";
import { replicationQueries } from "./api";
import {
  type Execution,
  isUnderWay,
  lasted,
  type OneExecution,
  type OnePolicy,
  type Policy,
  underWaySince,
} from "./model";
import type { ExecutionsSearch, PolicySearch } from "./search";

type Run = Pick<Execution, "status" | "start_time" | "end_time">;

/** How long to wait until runs are asked for again: soon where one is under way. */
function after(runs: readonly Run[]): number {
  const since = underWaySince(runs, Date.now());
  return pollAfter(since !== null, since ?? 0);
}

function lastOf(policies: readonly Policy[]): Run[] {
  return policies.flatMap(({ last_execution }) => (last_execution ? [last_execution] : []));
}

/** The policies, asked for again while somebody looks. */
export function usePolicies(search: PolicySearch): UseQueryResult<Page<Policy>> {
  const scope = useScope();
  const isVisible = useIsVisible();
  return useQuery({
    ...replicationQueries.policies(scope, search),
    refetchInterval: ({ state }) => isVisible && after(lastOf(state.data?.items ?? [])),
  });
}

export function usePolicy(id: number): UseQueryResult<OnePolicy> {
  const scope = useScope();
  const isVisible = useIsVisible();
  return useQuery({
    ...replicationQueries.policy(scope, id),
    refetchInterval: ({ state }) => isVisible && after(lastOf(state.data ? [state.data] : [])),
  });
}

export function useExecutions(
  policy: number,
  search: ExecutionsSearch,
): UseQueryResult<Page<Execution>> {
  const scope = useScope();
  const isVisible = useIsVisible();
  return useQuery({
    ...replicationQueries.executions(scope, policy, search),
    refetchInterval: ({ state }) => isVisible && after(state.data?.items ?? []),
  });
}

/** One run, asked for again until it has ended. */
export function useExecution(id: number): UseQueryResult<OneExecution> {
  const scope = useScope();
  const isVisible = useIsVisible();
  return useQuery({
    ...replicationQueries.execution(scope, id),
    refetchInterval: ({ state: { data } }) =>
      isVisible &&
      data !== undefined &&
      isUnderWay(data) &&
      pollAfter(true, lasted(data, Date.now()) ?? 0),
  });
}
