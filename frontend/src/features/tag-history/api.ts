import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { toApiError } from "@/shared/api/errors";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { repositoryParameter } from "@/shared/api/parameters";
import type { Place } from "@/shared/lib/repository-page";

export type { Place };
export type Move = Schemas["TagMoveRead"];

const TAG = "/api/v2.0/projects/{project}/repositories/{repository}/tags/{tag}";

export const historyQueries = {
  all: () => ["tag-history"] as const,
  moves: (place: Place, tag: string, after: string) =>
    queryOptions({
      queryKey: [...historyQueries.all(), place, tag, after],
      queryFn: ({ signal }): Promise<Page<Move>> =>
        api
          .GET(`${TAG}/history`, {
            params: { path: pathOf(place, tag), query: { after, page_size: PAGE_SIZE } },
            signal,
          })
          .then(unwrapPage)
          .catch(nothingKnown),
      placeholderData: keepPreviousData,
    }),
};

/** A tag that never was has no history: that is an answer, and no failure. */
function nothingKnown(error: unknown): Page<Move> {
  if (toApiError(error).status !== 404) throw error;
  return { items: [], total: 0, nextCursor: null };
}

function pathOf({ project, repository }: Place, tag: string) {
  return { project, repository: repositoryParameter(repository), tag };
}

export function useRestore(place: Place, tag: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (digest: string) =>
      api
        .POST(`${TAG}/restore`, { params: { path: pathOf(place, tag) }, body: { digest } })
        .then(unwrap),
    // The list of tags is another feature's, and shows the same tag.
    onSettled: () =>
      Promise.all(
        [historyQueries.all(), ["tags"]].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
