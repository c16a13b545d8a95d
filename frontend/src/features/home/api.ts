import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { firstOf } from "@/shared/api/every-page";
import { unwrapPage } from "@/shared/api/pagination";
import { filterTerms, given } from "@/shared/api/parameters";

/** How many days back pulls and pushes are shown. */
const DAYS = 30;
const FEW_PROJECTS = 6;
const FEW_ROWS = 8;
/** A page of the log may have looked at ten thousand pulls, and have no row to show for it. */
const PAGES_OF_LOG = 5;
const CHANGES = ["create", "update", "delete", "restore", "revoke", "purge"];
/** The roles that may push: project admin, developer, maintainer. */
const PUSHING = [1, 2, 4];

export const homeQueries = {
  all: () => ["home"] as const,
  statistics: () =>
    queryOptions({
      queryKey: [...homeQueries.all(), "statistics"],
      queryFn: ({ signal }) => api.GET("/api/v2.0/statistics", { signal }).then(unwrap),
    }),
  /** Pulls and pushes of the whole registry, for administrators. */
  activity: () =>
    queryOptions({
      queryKey: [...homeQueries.all(), "activity"],
      queryFn: ({ signal }) =>
        api.GET("/api/v2.0/activity", { params: { query: { days: DAYS } }, signal }).then(unwrap),
    }),
  /** The projects that store the most, for whoever may see all quotas. */
  largest: () =>
    queryOptions({
      queryKey: [...homeQueries.all(), "largest"],
      queryFn: ({ signal }) => {
        const query = { sort: "-used.storage", page_size: FEW_PROJECTS };
        return api.GET("/api/v2.0/quotas", { params: { query }, signal }).then(unwrap);
      },
    }),
  /** What was changed last, as the audit log has it: no pulls and no sign-ins. */
  newestRows: () =>
    queryOptions({
      queryKey: [...homeQueries.all(), "rows"],
      queryFn: async ({ signal }) => {
        const changes = { operation: CHANGES.join(","), page_size: FEW_ROWS };
        const { items } = await firstOf(
          (after) => {
            const query = { ...changes, ...given({ after }) };
            return api.GET("/api/v2.0/audit/rows", { params: { query }, signal }).then(unwrapPage);
          },
          { wanted: FEW_ROWS, pages: PAGES_OF_LOG },
        );
        return items;
      },
    }),
  /** The projects that the caller may push to, of the first hundred; whether those are all. */
  pushable: () =>
    queryOptions({
      queryKey: [...homeQueries.all(), "pushable"],
      queryFn: async ({ signal }) => {
        const query = { sort: "name", page_size: 100 };
        const { items, total } = await api
          .GET("/api/v2.0/projects", { params: { query }, signal })
          .then(unwrapPage);
        const projects = items
          .filter(({ current_user_role_id }) => PUSHING.includes(current_user_role_id))
          .map(({ project_id, name }) => ({ id: project_id, name }));
        return { projects, isAll: items.length === total };
      },
      staleTime: 0,
    }),
  /** Whether a project has a robot, for whoever may see its robots. */
  hasRobot: (project: number) =>
    queryOptions({
      queryKey: [...homeQueries.all(), "robot", project],
      queryFn: async ({ signal }) => {
        const q = filterTerms({ Level: "project", ProjectID: project });
        const query = { page_size: 1, ...(q ? { q } : {}) };
        const found = await api.GET("/api/v2.0/robots", { params: { query }, signal }).then(unwrap);
        return found.length > 0;
      },
      staleTime: 0,
    }),
  /** The repository that came last; `null` while there is none. */
  newestRepository: () =>
    queryOptions({
      queryKey: [...homeQueries.all(), "newest"],
      queryFn: async ({ signal }) => {
        const query = { sort: "-creation_time", page_size: 1 };
        const [newest] = await api
          .GET("/api/v2.0/repositories", { params: { query }, signal })
          .then(unwrap);
        return newest?.name ?? null;
      },
      staleTime: 0,
    }),
};
