import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { firstOf } from "@/shared/api/every-page";
import { oneByOne } from "@/shared/api/one-by-one";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { filterTerms, given } from "@/shared/api/parameters";
import { sessionQueries } from "@/shared/api/session";
import type { UserSearch } from "./search";

export type User = Schemas["UserRead"];
export type NewUser = Schemas["UserWriteRequest"];
export type Token = Schemas["TokenRead"];

/** An account has at most as many. */
const TOKENS_AT_MOST = 100;
/** A page of the log looks at ten thousand of somebody's entries; no more pages are asked for. */
const PAGES_OF_LOG = 20;

export const userQueries = {
  all: () => ["users"] as const,
  list: ({ q, role, state, sort, page }: UserSearch) =>
    queryOptions({
      queryKey: [...userQueries.all(), "list", { q, role, state, sort, page }],
      queryFn: ({ signal }): Promise<Page<User>> => {
        const terms = filterTerms({
          username: q && `~${q}`,
          sysadmin_flag: role && role === "admin",
          active: state && state === "enabled",
        });
        const order = { sort: sort ?? "username", page: page ?? 1, page_size: PAGE_SIZE };
        const query = { ...given({ q: terms }), ...order };
        return api.GET("/api/v2.0/users", { params: { query }, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  one: (user_id: number) =>
    queryOptions({
      queryKey: [...userQueries.all(), "one", user_id],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/users/{user_id}", { params: { path: { user_id } }, signal })
          .then(unwrap),
    }),
  tokens: (user_id: number) =>
    queryOptions({
      queryKey: [...userQueries.all(), "tokens", user_id],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/users/{user_id}/tokens", {
            params: { path: { user_id }, query: { page_size: TOKENS_AT_MOST } },
            signal,
          })
          .then(unwrap),
    }),
  /** The accounts themselves do not tell; the log does, where it is not too far back in it. */
  lastLogin: (username: string) =>
    queryOptions({
      queryKey: [...userQueries.all(), "last login", username],
      queryFn: ({ signal }) => {
        const logins = { username, operation: "login", succeeded: true, page_size: 1 };
        return firstOf(
          (after) => {
            const query = { ...logins, ...given({ after }) };
            return api.GET("/api/v2.0/audit/rows", { params: { query }, signal }).then(unwrapPage);
          },
          { wanted: 1, pages: PAGES_OF_LOG },
        );
      },
    }),
};

/** What changes an account may change oneself as well. */
function useUserMutation<Given, Made>(change: (given: Given) => Promise<Made>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: userQueries.all() }),
        queryClient.invalidateQueries({ queryKey: sessionQueries.all() }),
      ]),
  });
}

export function useCreateUser() {
  return useUserMutation((body: NewUser) => api.POST("/api/v2.0/users", { body }));
}

export function useSetAdmin() {
  return useUserMutation(({ user_id, isAdmin }: { user_id: number; isAdmin: boolean }) =>
    api.PUT("/api/v2.0/users/{user_id}/sysadmin", {
      params: { path: { user_id } },
      body: { sysadmin_flag: isAdmin },
    }),
  );
}

/** Whether accounts may be used; all that they have stays either way. */
export function useSetActive(active: boolean) {
  return useUserMutation((users: readonly User[]) =>
    oneByOne(users, ({ user_id }) =>
      api.PUT("/api/v2.0/users/{user_id}/active", {
        params: { path: { user_id } },
        body: { active },
      }),
    ),
  );
}

export function useResetPassword() {
  return useUserMutation(({ user_id, password }: { user_id: number; password: string }) =>
    api.PUT("/api/v2.0/users/{user_id}/password", {
      params: { path: { user_id } },
      body: { new_password: password },
    }),
  );
}

export function useRevokeToken(user_id: number) {
  return useUserMutation((token_id: number) =>
    api.DELETE("/api/v2.0/users/{user_id}/tokens/{token_id}", {
      params: { path: { user_id, token_id } },
    }),
  );
}

export function useDeleteUsers() {
  return useUserMutation((users: readonly User[]) =>
    oneByOne(users, ({ user_id }) =>
      api.DELETE("/api/v2.0/users/{user_id}", { params: { path: { user_id } } }),
    ),
  );
}
