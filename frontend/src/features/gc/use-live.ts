import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Page } from "@/shared/api/pagination";
import { useIsVisible } from "@/shared/hooks/use-polling";
import { isUnfinished, pollAfter } from "@/shared/jobs/status";
import { gcQueries } from "./api";
import { lasted, type Run } from "./model";

/** How long to wait until a run is asked for again. */
function after(run: Run | undefined): number {
  if (!run) return pollAfter(false, 0);
  return pollAfter(isUnfinished(run.job_status), lasted(run, Date.now()) ?? 0);
}

/** The runs, asked for again while somebody looks; soon where the newest is under way. */
export function useRuns(page?: number): UseQueryResult<Page<Run>> {
  const isVisible = useIsVisible();
  return useQuery({
    ...gcQueries.runs(page),
    refetchInterval: ({ state }) => isVisible && after(state.data?.items[0]),
  });
}

/** One run, asked for again until it has ended. */
export function useRun(id: number): UseQueryResult<Run> {
  const isVisible = useIsVisible();
  return useQuery({
    ...gcQueries.run(id),
    refetchInterval: ({ state }) => {
      const run = state.data;
      return isVisible && run !== undefined && isUnfinished(run.job_status) && after(run);
    },
  });
}
