import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { useIsVisible } from "@/shared/hooks/use-polling";
import { isUnfinished, pollAfter } from "@/shared/jobs/status";
import { parseTime } from "@/shared/lib/time";
import { type Place, pathOf, REPOSITORY, tagQueries } from "./api";

export type Removal = Schemas["OneRemovalRead"];

const REMOVALS = `${REPOSITORY}/bulk/delete-matching-tags` as const;
const ONE = `${REMOVALS}/{removal_id}` as const;
/** How long the end of a removal is shown to whoever comes by. */
const SHOWN = 86_400_000;

export const removalQueries = {
  all: (place: Place) => ["tag-removals", place] as const,
  /** The newest of the repository; none where there was none. */
  newest: (place: Place) =>
    queryOptions({
      queryKey: [...removalQueries.all(place), "newest"],
      queryFn: async ({ signal }) => {
        const query = { page_size: 1 };
        const found = await api.GET(REMOVALS, { params: { path: pathOf(place), query }, signal });
        return unwrap(found)[0] ?? null;
      },
    }),
  one: (place: Place, id: number) =>
    queryOptions({
      queryKey: [...removalQueries.all(place), id],
      queryFn: ({ signal }) =>
        api
          .GET(ONE, { params: { path: { ...pathOf(place), removal_id: id } }, signal })
          .then(unwrap),
    }),
};

/** A removal, asked for again until it has ended; then the lists are others. */
export function useRemoval(place: Place, id: number) {
  const queryClient = useQueryClient();
  const isVisible = useIsVisible();
  const removal = useQuery({
    ...removalQueries.one(place, id),
    refetchInterval: ({ state }) =>
      isVisible && state.data !== undefined && isUnfinished(state.data.status) && after(state.data),
  });
  const isUnderWay = removal.data && isUnfinished(removal.data.status);
  // Where it has ended by the first time that it is asked for, lists may be older than its end.
  const wasUnderWay = useRef(true);
  useEffect(() => {
    if (isUnderWay === false && wasUnderWay.current) {
      queryClient.invalidateQueries({ queryKey: tagQueries.all() });
    }
    if (isUnderWay !== undefined) wasUnderWay.current = isUnderWay;
  }, [isUnderWay, queryClient]);
  return removal;
}

function after({ start_time }: Removal): number {
  const start = parseTime(start_time);
  return pollAfter(true, start ? Date.now() - start.getTime() : 0);
}

/** Whether there is something to show of it. */
export function isCurrent({ status, end_time }: Schemas["RemovalRead"], now: number): boolean {
  const end = parseTime(end_time);
  return isUnfinished(status) || (end !== null && now - end.getTime() < SHOWN);
}

interface Wanted {
  q: string;
  expected: number;
}

export function useStartRemoval(place: Place) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Wanted) =>
      api.POST(REMOVALS, { params: { path: pathOf(place) }, body }).then(unwrap),
    onSuccess: (removal) => {
      queryClient.setQueryData(removalQueries.one(place, removal.id).queryKey, removal);
      queryClient.setQueryData(removalQueries.newest(place).queryKey, removal);
    },
    // Perhaps others match by now: whoever asks again should see those.
    onError: () => queryClient.invalidateQueries({ queryKey: tagQueries.all() }),
  });
}

export function useStopRemoval(place: Place, id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.PUT(ONE, { params: { path: { ...pathOf(place), removal_id: id } } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: removalQueries.all(place) }),
  });
}
