import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "./client";

/** Who is logged in and what they may do; all features ask it, none owns it. */
export const sessionQueries = {
  all: () => ["session"] as const,
  user: () =>
    queryOptions({
      queryKey: [...sessionQueries.all(), "user"],
      queryFn: async ({ signal, client }) => {
        const { user, system } = await api.GET("/api/v2.0/session", { signal }).then(unwrap);
        client.setQueryData(sessionQueries.system().queryKey, system);
        return user;
      },
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    }),
  system: () =>
    queryOptions({
      queryKey: [...sessionQueries.all(), "system"],
      queryFn: ({ signal }) => api.GET("/api/v2.0/systeminfo", { signal }).then(unwrap),
      staleTime: 60_000,
    }),
};

/**
 * Asks for a right in the whole system by its name, `quota:update`. Administrators have them all,
 * and other people none, so that who somebody is tells it; nothing is allowed before that is known.
 */
export function useCan(): (right: string) => boolean {
  const { data } = useQuery(sessionQueries.user());
  return () => data?.sysadmin_flag ?? false;
}
