import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { everyPage } from "@/shared/api/every-page";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { given } from "@/shared/api/parameters";
import { type Kinds, type Registry, type RegistryBody, usersOf } from "./model";
import type { RegistrySearch } from "./search";

const REGISTRIES = "/api/v2.0/registries";
const POLICIES = "/api/v2.0/replication/policies";
const MOST = 100;

export const registryQueries = {
  all: () => ["registries"] as const,
  list: ({ q, sort = "name", page = 1 }: RegistrySearch) =>
    queryOptions({
      queryKey: [...registryQueries.all(), "list", { q, sort, page }],
      queryFn: ({ signal }): Promise<Page<Registry>> => {
        const query = { ...given({ name: q }), sort, page, page_size: PAGE_SIZE };
        return api.GET(REGISTRIES, { params: { query }, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  one: (id: number) =>
    queryOptions({
      queryKey: [...registryQueries.all(), "one", id],
      queryFn: ({ signal }): Promise<Registry> =>
        api
          .GET(`${REGISTRIES}/{registry_id}`, { params: { path: { registry_id: id } }, signal })
          .then(unwrap),
    }),
  /** They change with the server's version alone. */
  kinds: () =>
    queryOptions({
      queryKey: [...registryQueries.all(), "kinds"],
      queryFn: async ({ signal }) => {
        const found = await api.GET("/api/v2.0/replication/adapterinfos", { signal }).then(unwrap);
        return found as Kinds;
      },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** The policies that need each of them, by its id. */
  users: () =>
    queryOptions({
      queryKey: [...registryQueries.all(), "users"],
      queryFn: async ({ signal }) => {
        const ask = (page: number) =>
          api
            .GET(POLICIES, { params: { query: { page, page_size: MOST } }, signal })
            .then(unwrapPage);
        return usersOf(await everyPage(ask));
      },
    }),
};

/** Tries what is described; with an *id*, with what is stored of that one besides. */
export function useTest(id: number | undefined) {
  return useMutation({
    mutationFn: (body: RegistryBody) =>
      api.POST(`${REGISTRIES}/ping`, { body: { ...body, ...(id === undefined ? {} : { id }) } }),
  });
}

/** Looks at one as it is stored, and has the list say what was found. */
export function useCheck() {
  return useChange((id: number) => api.POST(`${REGISTRIES}/ping`, { body: { id } }));
}

export function useSave(id: number | undefined) {
  return useChange((body: RegistryBody) =>
    id === undefined
      ? api.POST(REGISTRIES, { body })
      : api.PUT(`${REGISTRIES}/{registry_id}`, { params: { path: { registry_id: id } }, body }),
  );
}

export function useDelete() {
  return useChange((id: number) =>
    api.DELETE(`${REGISTRIES}/{registry_id}`, { params: { path: { registry_id: id } } }),
  );
}

function useChange<Variables>(change: (variables: Variables) => Promise<unknown>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queryClient.invalidateQueries({ queryKey: registryQueries.all() }),
  });
}
