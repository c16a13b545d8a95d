import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Page } from "@/shared/api/pagination";
import { useIsVisible } from "@/shared/hooks/use-polling";
import { isUnfinished, pollAfter } from "@/shared/jobs/status";
import { type Of, retentionQueries } from "./api";
import { lasted, type OneRun, type Run } from "./model";

/** How long to wait until a run is asked for again. */
function after(run: Run | undefined): number {
  if (!run) return pollAfter(false, 0);
  return pollAfter(isUnfinished(run.status), lasted(run, Date.now()) ?? 0);
}

/** The runs of a policy, asked for again while somebody looks; soon where one is under way. */
export function useRuns(
  project: string,
  policy: number | undefined,
  page?: number,
): UseQueryResult<Page<Run>> {
  const isVisible = useIsVisible();
  return useQuery({
    ...retentionQueries.runs(project, policy ?? 0, page),
    enabled: policy !== undefined,
    refetchInterval: ({ state }) => isVisible && after(state.data?.items[0]),
  });
}

/** One run, asked for again until it has ended. */
export function useRun(project: string, of: Of | undefined): UseQueryResult<OneRun> {
  const isVisible = useIsVisible();
  return useQuery({
    ...retentionQueries.run(project, of ?? { policy: 0, run: 0 }),
    enabled: of !== undefined,
    refetchInterval: ({ state }) => {
      const run = state.data;
      return isVisible && run !== undefined && isUnfinished(run.status) && after(run);
    },
  });
}
