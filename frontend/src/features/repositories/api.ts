import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { filterTerms, given, repositoryParameter } from "@/shared/api/parameters";
import { splitRepository } from "@/shared/lib/references";
import type { RepositorySearch } from "./search";

export type Repository = Schemas["RepositoryRead"];

const REPOSITORIES = "/api/v2.0/projects/{project}/repositories";

/** A tree is of more use the more of it there is. */
export function pageSize({ view }: RepositorySearch): number {
  return view === "tree" ? 100 : PAGE_SIZE;
}

export const repositoryQueries = {
  all: () => ["repositories"] as const,
  list: (project: string, search: RepositorySearch) =>
    queryOptions({
      queryKey: [...repositoryQueries.all(), "list", project, search],
      queryFn: ({ signal }): Promise<Page<Repository>> =>
        api
          .GET(REPOSITORIES, { params: { path: { project }, query: listQuery(search) }, signal })
          .then(unwrapPage),
      placeholderData: keepPreviousData,
    }),
  /** How many bytes a repository has, and how many of them are in no other. */
  storage: (fullName: string) =>
    queryOptions({
      queryKey: [...repositoryQueries.all(), "storage", fullName],
      queryFn: ({ signal }) =>
        api
          .GET(`${REPOSITORIES}/{repository}/storage`, {
            params: { path: pathOf(fullName) },
            signal,
          })
          .then(unwrap),
    }),
};

function listQuery(search: RepositorySearch) {
  const { q = "", sort = "name", page = 1, view } = search;
  return {
    ...given({ q: filterTerms({ name: `~${q}` }) }),
    // A tree has one order, that of its names.
    sort: view === "tree" ? "name" : sort,
    page,
    page_size: pageSize(search),
    with_detail: true,
    with_storage: true,
  };
}

function pathOf(fullName: string) {
  const { project, repository } = splitRepository(fullName);
  return { project, repository: repositoryParameter(repository) };
}

export function useDeleteRepository() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (fullName: string) =>
      api.DELETE(`${REPOSITORIES}/{repository}`, { params: { path: pathOf(fullName) } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: repositoryQueries.all() }),
  });
}
