import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { given } from "@/shared/api/parameters";
import { sessionQueries } from "@/shared/api/session";

export type Me = Schemas["UserRead"];
export type Token = Schemas["TokenRead"];
export type TokenMade = Schemas["TokenMade"];
export type NewToken = Schemas["TokenWriteRequest"];

/** An account has at most as many tokens; one page holds them, and one `q` as many projects. */
const AT_MOST = 100;

export const meQueries = {
  all: () => ["me"] as const,
  tokens: (sort = "-creation_time") =>
    queryOptions({
      queryKey: [...meQueries.all(), "tokens", sort],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/users/current/tokens", {
            params: { query: { sort, page_size: AT_MOST } },
            signal,
          })
          .then(unwrap),
    }),
  /** The names of projects that tokens are for; those that one sees no more have none. */
  projectNames: (ids: readonly number[]) =>
    queryOptions({
      queryKey: [...meQueries.all(), "project names", ids],
      queryFn: async ({ signal }) => {
        const starts = ids.map((_, at) => at).filter((at) => at % AT_MOST === 0);
        const found = await Promise.all(
          starts.map((at) => {
            const q = `project_id={${ids.slice(at, at + AT_MOST).join(" ")}}`;
            const query = { q, page_size: AT_MOST };
            return api.GET("/api/v2.0/projects", { params: { query }, signal }).then(unwrap);
          }),
        );
        return new Map(found.flat().map(({ project_id, name }) => [project_id, name]));
      },
      enabled: ids.length > 0,
    }),
  projects: (part: string) =>
    queryOptions({
      queryKey: [...meQueries.all(), "projects", part],
      queryFn: async ({ signal }) => {
        const query = { ...given({ name: part }), sort: "name", page_size: AT_MOST };
        const found = await api
          .GET("/api/v2.0/projects", { params: { query }, signal })
          .then(unwrap);
        return found.map(({ name }) => name);
      },
    }),
};

export function useChangeProfile(user_id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["ProfileWriteRequest"]) =>
      api.PUT("/api/v2.0/users/{user_id}", { params: { path: { user_id } }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionQueries.user().queryKey }),
  });
}

export function useChangePassword(user_id: number) {
  return useMutation({
    mutationFn: (body: { old_password: string; new_password: string }) =>
      api.PUT("/api/v2.0/users/{user_id}/password", { params: { path: { user_id } }, body }),
  });
}

export function useCreateToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewToken) =>
      api.POST("/api/v2.0/users/current/tokens", { body }).then(unwrap),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meQueries.all() }),
  });
}

export function useRevokeToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (token_id: number) =>
      api.DELETE("/api/v2.0/users/current/tokens/{token_id}", { params: { path: { token_id } } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: meQueries.all() }),
  });
}
