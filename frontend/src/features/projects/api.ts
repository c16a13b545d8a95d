import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { oneByOne } from "@/shared/api/one-by-one";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { given } from "@/shared/api/parameters";
import { inParts } from "./model";
import type { ProjectSearch } from "./search";

export type Project = Schemas["ProjectRead"];
export type NewProject = Schemas["ProjectWriteRequest"];

/** By the project's id. */
export type Quotas = ReadonlyMap<number, Schemas["QuotaOfProject"]>;

export const projectQueries = {
  all: () => ["projects"] as const,
  list: (search: ProjectSearch) =>
    queryOptions({
      queryKey: [...projectQueries.all(), "list", search],
      queryFn: ({ signal }): Promise<Page<Project>> =>
        api
          .GET("/api/v2.0/projects", { params: { query: listQuery(search) }, signal })
          .then(unwrapPage),
      placeholderData: keepPreviousData,
    }),
  /** The quotas of these projects, for whoever may list quotas; in one request, if it holds them. */
  quotas: (names: readonly string[]) =>
    queryOptions({
      queryKey: [...projectQueries.all(), "quotas", names],
      queryFn: async ({ signal }): Promise<Quotas> => {
        const found = await Promise.all(
          inParts(names).map((some) => {
            const query = { q: `ref.name={${some.join(" ")}}`, page_size: 100 };
            return api.GET("/api/v2.0/quotas", { params: { query }, signal }).then(unwrap);
          }),
        );
        return new Map(found.flat().map((quota) => [quota.ref.id, quota]));
      },
    }),
};

function listQuery({ q, sort = "name", page = 1, visibility }: ProjectSearch) {
  const isPublic = visibility && visibility === "public";
  return { ...given({ name: q, public: isPublic }), sort, page, page_size: PAGE_SIZE };
}

export function useCreateProject() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewProject) => api.POST("/api/v2.0/projects", { body }).then(unwrap),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: projectQueries.all() }),
  });
}

export function useDeleteProjects() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (names: readonly string[]) =>
      oneByOne(names, (project) =>
        api.DELETE("/api/v2.0/projects/{project}", { params: { path: { project } } }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: projectQueries.all() }),
  });
}
