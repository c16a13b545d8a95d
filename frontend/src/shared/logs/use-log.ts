import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useIsVisible } from "@/shared/hooks/use-polling";
import { EMPTY, type Log, type Part, readOn } from "./log";

const EVERY = 2_000;

/** A log that is read on while it is written and somebody looks. */
export function useLog(
  queryKey: readonly unknown[],
  read: (offset: number, signal: AbortSignal) => Promise<Part>,
): UseQueryResult<Log> {
  const isVisible = useIsVisible();
  return useQuery({
    queryKey,
    queryFn: ({ client, signal }): Promise<Log> =>
      readOn(client.getQueryData<Log>(queryKey) ?? EMPTY, (offset) => read(offset, signal)),
    refetchInterval: ({ state }) => isVisible && !state.data?.isComplete && EVERY,
    staleTime: ({ state }) => (state.data?.isComplete ? Number.POSITIVE_INFINITY : 0),
  });
}
