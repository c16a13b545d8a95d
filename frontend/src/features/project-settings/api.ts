import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import type { Changes } from "./model";

export type Project = Schemas["ProjectRead"];
export type Quota = Schemas["QuotaOfProject"];

export const settingsQueries = {
  all: (project: string) => ["project-settings", project] as const,
  /** The project's quota, with the id by which it is changed; for administrators. */
  quota: (project: string, projectId: number) =>
    queryOptions({
      queryKey: [...settingsQueries.all(project), "quota"],
      queryFn: async ({ signal }) => {
        const query = { reference: "project", reference_id: String(projectId) };
        const [quota] = await api
          .GET("/api/v2.0/quotas", { params: { query }, signal })
          .then(unwrap);
        return quota ?? null;
      },
    }),
  deletable: (project: string) =>
    queryOptions({
      queryKey: [...settingsQueries.all(project), "deletable"],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/projects/{project}/_deletable", { params: { path: { project } }, signal })
          .then(unwrap),
      // Repositories come and go elsewhere: what is in the way is asked anew each time.
      staleTime: 0,
    }),
};

/** Sends what changed and nothing else: the project's part first, then its quota. */
export function useSaveSettings(project: string, quotaId: number | undefined) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ metadata, limit }: Changes) => {
      if (Object.keys(metadata).length > 0) {
        await api.PUT("/api/v2.0/projects/{project}", {
          params: { path: { project } },
          body: { metadata },
        });
      }
      if (limit !== undefined && quotaId !== undefined) {
        await api.PUT("/api/v2.0/quotas/{quota_id}", {
          params: { path: { quota_id: quotaId } },
          body: { hard: { storage: limit } },
        });
      }
    },
    // Also after a failure: the first part may be done.
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ["projects"] }),
        queryClient.invalidateQueries({ queryKey: settingsQueries.all(project) }),
      ]),
  });
}

export function useDeleteProject(project: string) {
  return useMutation({
    mutationFn: () => api.DELETE("/api/v2.0/projects/{project}", { params: { path: { project } } }),
  });
}
