import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { oneByOne } from "@/shared/api/one-by-one";
import { repositoryParameter } from "@/shared/api/parameters";
import { artifactQueries, ONE, type Place, pathOf } from "./api";

/** Whatever changes an artifact changes what other pages tell of its repository as well. */
function useRefresh(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries();
}

export function useAddTag(place: Place, digest: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (name: string) =>
      api
        .POST(`${ONE}/tags`, { params: { path: pathOf(place, digest) }, body: { name } })
        .then(unwrap),
    onSuccess: refresh,
  });
}

/** Each by itself, and only where it still names this digest: one may have moved meanwhile. */
export function useRemoveTags(place: Place, digest: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (tags: readonly string[]) =>
      oneByOne(tags, (tag) =>
        api.DELETE(`${ONE}/tags/{tag}`, { params: { path: { ...pathOf(place, digest), tag } } }),
      ),
    onSettled: refresh,
  });
}

export function useSetLabel(place: Place, digest: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, isOn }: { id: number; isOn: boolean }): Promise<void> => {
      const path = pathOf(place, digest);
      if (isOn) await api.POST(`${ONE}/labels`, { params: { path }, body: { id } });
      else {
        await api.DELETE(`${ONE}/labels/{label_id}`, {
          params: { path: { ...path, label_id: id } },
        });
      }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: artifactQueries.of(place, digest) }),
  });
}

/** Copy into another repository. With a tag as *reference* the copy gets that one, else all. */
export function useCopyArtifact(place: Place) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ target, reference }: { target: Place; reference: string }) => {
      const mark = reference.includes(":") ? "@" : ":";
      const from = `${place.project}/${place.repository}${mark}${reference}`;
      const path = {
        project: target.project,
        repository: repositoryParameter(target.repository),
      };
      return api
        .POST("/api/v2.0/projects/{project}/repositories/{repository}/artifacts", {
          params: { path, query: { from } },
        })
        .then(unwrap);
    },
    onSuccess: refresh,
  });
}

export function useDeleteArtifact(place: Place, digest: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE(ONE, { params: { path: pathOf(place, digest) } }).then(unwrap),
    // This page asks for it no more: what it knows is left alone, so that it asks nothing in vain.
    onSuccess: () =>
      queryClient.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== artifactQueries.all()[0],
      }),
  });
}
