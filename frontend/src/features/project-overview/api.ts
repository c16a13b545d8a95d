import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";

export type Storage = Schemas["ProjectStorage"];

/** How many days back pulls and pushes are shown. */
const DAYS = 30;

const TOP = 5;
const LATEST = 6;

export const overviewQueries = {
  all: (project: string) => ["project-overview", project] as const,
  storage: (project: string) =>
    queryOptions({
      queryKey: [...overviewQueries.all(project), "storage"],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/projects/{project}/storage", { params: { path: { project } }, signal })
          .then(unwrap),
    }),
  activity: (project: string) =>
    queryOptions({
      queryKey: [...overviewQueries.all(project), "activity"],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/projects/{project}/activity", {
            params: { path: { project }, query: { days: DAYS } },
            signal,
          })
          .then(unwrap),
    }),
  mostPulled: (project: string) =>
    queryOptions({
      queryKey: [...overviewQueries.all(project), "most-pulled"],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/projects/{project}/repositories", {
            params: { path: { project }, query: { sort: "-pull_count,name", page_size: TOP } },
            signal,
          })
          .then(unwrap),
    }),
  latest: (project: string) =>
    queryOptions({
      queryKey: [...overviewQueries.all(project), "latest"],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/projects/{project}/auditlog-exts", {
            params: { path: { project }, query: { page_size: LATEST } },
            signal,
          })
          .then(unwrap),
    }),
};
