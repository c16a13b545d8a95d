import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import { useCan } from "./session";

/** One project, which all that is inside of it asks for; its keys begin as those of the list. */
export const projectQuery = (project: string) =>
  queryOptions({
    queryKey: ["projects", "one", project],
    queryFn: ({ signal }) =>
      api
        .GET("/api/v2.0/projects/{project}", { params: { path: { project } }, signal })
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

/** What permissions in a project are asked by. */
export function projectScope(project: string): string {
  return `/project/${project}`;
}

export function useCanInProject(project: string): (right: string) => boolean {
  return useCan(projectScope(project));
}

export function useProject(project: string) {
  return useQuery(projectQuery(project));
}
