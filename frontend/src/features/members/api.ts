import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { toApiError } from "@/shared/api/errors";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { given } from "@/shared/api/parameters";
import type { MemberSearch } from "./search";

export type Member = Schemas["MemberRead"];

export const memberQueries = {
  all: (project: string) => ["members", project] as const,
  list: (project: string, { q, page = 1 }: MemberSearch) =>
    queryOptions({
      queryKey: [...memberQueries.all(project), "list", { q, page }],
      queryFn: ({ signal }): Promise<Page<Member>> =>
        api
          .GET("/api/v2.0/projects/{project}/members", {
            params: {
              path: { project },
              query: { ...given({ entityname: q }), page, page_size: PAGE_SIZE },
            },
            signal,
          })
          .then(unwrapPage),
      placeholderData: keepPreviousData,
    }),
  /** Users by name: all of it, or for administrators a part. */
  users: (username: string) =>
    queryOptions({
      queryKey: ["members", "users", username],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/users/search", { params: { query: { username, page_size: 10 } }, signal })
          .then(unwrap),
      enabled: username.length > 1,
    }),
};

/**
 * The projects, of which each tells what the caller may do there, are asked for again as well:
 * whoever changes their own role loses pages, or gets some.
 */
function useRefresh(project: string): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: memberQueries.all(project) }),
      queryClient.invalidateQueries({ queryKey: ["projects"] }),
    ]);
}

export interface Outcome {
  name: string;
  /** Why it was not added; nothing where it was. */
  reason?: string;
}

/** One after the other: a name that nobody has is no reason to leave the others. */
export function useAddMembers(project: string) {
  const refresh = useRefresh(project);
  return useMutation({
    mutationFn: async ({ names, role }: { names: readonly string[]; role: number }) => {
      const outcomes: Outcome[] = [];
      for (const name of names) outcomes.push(await add(project, name, role));
      return outcomes;
    },
    onSettled: refresh,
  });
}

async function add(project: string, name: string, role: number): Promise<Outcome> {
  try {
    await api.POST("/api/v2.0/projects/{project}/members", {
      params: { path: { project } },
      body: { role_id: role, member_user: { username: name } },
    });
    return { name };
  } catch (error) {
    return { name, reason: toApiError(error).message };
  }
}

export function useChangeRole(project: string) {
  const refresh = useRefresh(project);
  return useMutation({
    mutationFn: ({ id, role }: { id: number; role: number }) =>
      api.PUT("/api/v2.0/projects/{project}/members/{member_id}", {
        params: { path: { project, member_id: id } },
        body: { role_id: role },
      }),
    onSettled: refresh,
  });
}

export function useRemoveMembers(project: string) {
  const refresh = useRefresh(project);
  return useMutation({
    mutationFn: async (members: readonly Member[]) => {
      const outcomes: Outcome[] = [];
      for (const member of members) outcomes.push(await remove(project, member));
      return outcomes;
    },
    onSettled: refresh,
  });
}

async function remove(project: string, { id, entity_name: name }: Member): Promise<Outcome> {
  try {
    await api.DELETE("/api/v2.0/projects/{project}/members/{member_id}", {
      params: { path: { project, member_id: id } },
    });
    return { name };
  } catch (error) {
    return { name, reason: toApiError(error).message };
  }
}
