import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useIsVisible } from "@/shared/hooks/use-polling";
import type { LogSource, Wanted } from "./log";
import {
  type Found,
  lookOn,
  NOTHING_FOUND,
  type Place,
  type ReadPart,
  readOn,
  readPlace,
  type Window,
} from "./window";

const EVERY = 2_000;
/** What is shown no more is forgotten: a log is large. */
const KEEP = 0;

interface Shown {
  wanted: Wanted;
  place: Place;
  /** Whether what is written from now on is wanted too. */
  isFollowing: boolean;
}

/** Lines of a log: the last ones, read on while somebody looks, or those of another place. */
export function useLog(source: LogSource, { wanted, place, isFollowing }: Shown) {
  const isVisible = useIsVisible();
  const queryKey = [...source.key, "lines", wanted, place];
  return useQuery({
    queryKey,
    queryFn: ({ client, signal }): Promise<Window> => {
      const read = reader(source, wanted, signal);
      const before = place === "end" ? client.getQueryData<Window>(queryKey) : undefined;
      return before ? readOn(before, read) : readPlace(place, read);
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => isFollowing && isVisible && !state.data?.hasEnded && EVERY,
    staleTime: ({ state }) => (isFollowing && !state.data?.hasEnded ? 0 : Number.POSITIVE_INFINITY),
    gcTime: KEEP,
  });
}

/** Where the lines are that have *q* in them, throughout the log. */
export function useFound(
  source: LogSource,
  wanted: Wanted,
  isFollowing: boolean,
): UseQueryResult<Found> {
  const isVisible = useIsVisible();
  const queryKey = [...source.key, "found", wanted];
  return useQuery({
    queryKey,
    queryFn: ({ client, signal }): Promise<Found> =>
      lookOn(client.getQueryData<Found>(queryKey) ?? NOTHING_FOUND, reader(source, wanted, signal)),
    enabled: Boolean(wanted.q),
    refetchInterval: ({ state }) => isFollowing && isVisible && !state.data?.hasEnded && EVERY,
    gcTime: KEEP,
  });
}

function reader(source: LogSource, wanted: Wanted, signal: AbortSignal): ReadPart {
  return (offset, limit) => source.read({ ...wanted, offset, limit }, signal);
}
