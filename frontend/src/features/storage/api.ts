import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { repositoryParameter } from "@/shared/api/parameters";

/** Bytes of a project or a repository, with its name. */
export type Part = Schemas["StorageOf"];
export type Figures = Omit<Part, "name">;

// The answers take the server some work, and change only with pushes and deletions.
const staleTime = 30_000;

export const storageQueries = {
  all: () => ["storage"] as const,
  registry: () =>
    queryOptions({
      queryKey: [...storageQueries.all(), "registry"],
      queryFn: ({ signal }) => api.GET("/api/v2.0/storage", { signal }).then(unwrap),
      staleTime,
    }),
  project: (project: string) =>
    queryOptions({
      queryKey: [...storageQueries.all(), "project", project],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/projects/{project}/storage", { params: { path: { project } }, signal })
          .then(unwrap),
      staleTime,
    }),
  repository: (project: string, repository: string) =>
    queryOptions({
      queryKey: [...storageQueries.all(), "repository", project, repository],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/projects/{project}/repositories/{repository}/storage", {
            params: { path: { project, repository: repositoryParameter(repository) } },
            signal,
          })
          .then(unwrap),
      staleTime,
    }),
};
