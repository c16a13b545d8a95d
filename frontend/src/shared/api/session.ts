import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import { given } from "./parameters";

/** Who is logged in and what they may do; all features ask it, none owns it. */
export const sessionQueries = {
  all: () => ["session"] as const,
  user: () =>
    queryOptions({
      queryKey: [...sessionQueries.all(), "user"],
      queryFn: ({ signal }) => api.GET("/api/v2.0/users/current", { signal }).then(unwrap),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    }),
  /** *scope* is `/project/<id or name>`, or nothing for the whole system. */
  permissions: (scope?: string) =>
    queryOptions({
      queryKey: [...sessionQueries.all(), "permissions", scope ?? "system"],
      queryFn: async ({ signal }) => {
        const query = { relative: true, ...given({ scope }) };
        const found = await api
          .GET("/api/v2.0/users/current/permissions", { params: { query }, signal })
          .then(unwrap);
        return found.map(({ resource, action }) => `${resource}:${action}`);
      },
      staleTime: 60_000,
    }),
  system: () =>
    queryOptions({
      queryKey: [...sessionQueries.all(), "system"],
      queryFn: ({ signal }) => api.GET("/api/v2.0/systeminfo", { signal }).then(unwrap),
      staleTime: 60_000,
    }),
};

/** Asks for a right by its name, `quota:update`; nothing is allowed until the answer is there. */
export function useCan(scope?: string): (right: string) => boolean {
  const { data } = useQuery(sessionQueries.permissions(scope));
  return (right) => data?.includes(right) ?? false;
}
