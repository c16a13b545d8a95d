import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { inHundreds, type Place, pathOf, REPOSITORY, tagQueries } from "./api";

export interface Outcomes {
  done: string[];
  refused: { item: string; reason: string }[];
}

type Send = (items: string[]) => Promise<Schemas["Outcomes"]>;

/** A hundred after the other; what one of them is refused for does not hold up the rest. */
async function inBulk(items: readonly string[], send: Send): Promise<Outcomes> {
  const told: Outcomes = { done: [], refused: [] };
  for (const some of inHundreds(items)) {
    for (const { item, error } of (await send(some)).results) {
      if (error) told.refused.push({ item, reason: error.message });
      else told.done.push(item);
    }
  }
  return told;
}

function useBulk(send: (items: string[]) => Promise<Schemas["Outcomes"]>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (items: readonly string[]) => inBulk(items, send),
    onSettled: () => queryClient.invalidateQueries({ queryKey: tagQueries.all() }),
  });
}

export function useDeleteTags(place: Place) {
  return useBulk((tags) =>
    api
      .POST(`${REPOSITORY}/bulk/delete-tags`, { params: { path: pathOf(place) }, body: { tags } })
      .then(unwrap),
  );
}

export function useDeleteArtifacts(place: Place) {
  return useBulk((digests) =>
    api
      .POST(`${REPOSITORY}/bulk/delete-artifacts`, {
        params: { path: pathOf(place) },
        body: { digests },
      })
      .then(unwrap),
  );
}

export function useAttachLabel(place: Place, labelId: number) {
  return useBulk((digests) =>
    api
      .POST(`${REPOSITORY}/bulk/attach-label`, {
        params: { path: pathOf(place) },
        body: { digests, label_id: labelId },
      })
      .then(unwrap),
  );
}

/** Have deleted tags name again what they named. */
export function useBringBack(place: Place) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (rows: readonly { name: string; digest: string }[]) => {
      for (const { name, digest } of rows) {
        await api.POST(`${REPOSITORY}/tags/{tag}/restore`, {
          params: { path: { ...pathOf(place), tag: name } },
          body: { digest },
        });
      }
      return rows.length;
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: tagQueries.all() }),
  });
}

export function useDescribe(place: Place) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (description: string) =>
      api.PUT(REPOSITORY, { params: { path: pathOf(place) }, body: { description } }),
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: tagQueries.repository(place).queryKey }),
  });
}
