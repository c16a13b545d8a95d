import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "./client";

/**
 * One project, which all that is inside of it asks for, with what the caller may do there; its keys
 * begin as those of the list.
 */
export const projectQuery = (project: string) =>
  queryOptions({
    queryKey: ["projects", "one", project],
    queryFn: ({ signal }) =>
      api
        .GET("/api/v2.0/projects/{project}", {
          params: { path: { project }, query: { with_actions: true } },
          signal,
        })
        .then(unwrap),
  });

/** How many there are of everything in it, and how much of its quota is used. */
export const projectSummaryQuery = (project: string) =>
  queryOptions({
    queryKey: ["projects", "summary", project],
    queryFn: ({ signal }) =>
      api
        .GET("/api/v2.0/projects/{project}/summary", { params: { path: { project } }, signal })
        .then(unwrap),
  });

/** Asks for a right in a project, `repository:push`; nothing is allowed until it is known. */
export function useCanInProject(project: string): (right: string) => boolean {
  const { data } = useProject(project);
  return (right) => data?.actions?.includes(right) ?? false;
}

export function useProject(project: string) {
  return useQuery(projectQuery(project));
}
