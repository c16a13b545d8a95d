import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { unwrap } from "@/shared/api/client";
import { everyPage } from "@/shared/api/every-page";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { given } from "@/shared/api/parameters";
import { apiOf, keyOf, type Scope, useScope } from "@/shared/registries/scope";
import { type Kinds, type Registry, type RegistryBody, usersOf } from "./model";
import type { RegistrySearch } from "./search";

const REGISTRIES = "/registries";
const POLICIES = "/replication/policies";
const MOST = 100;

export const registryQueries = {
  all: (scope: Scope) => ["registries", keyOf(scope)] as const,
  list: (scope: Scope, { q, sort = "name", page = 1 }: RegistrySearch) =>
    queryOptions({
      queryKey: [...registryQueries.all(scope), "list", { q, sort, page }],
      queryFn: ({ signal }): Promise<Page<Registry>> => {
        const query = { ...given({ name: q }), sort, page, page_size: PAGE_SIZE };
        return apiOf(scope).GET(REGISTRIES, { params: { query }, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  one: (scope: Scope, id: number) =>
    queryOptions({
      queryKey: [...registryQueries.all(scope), "one", id],
      queryFn: ({ signal }): Promise<Registry> =>
        apiOf(scope)
          .GET(`${REGISTRIES}/{registry_id}`, { params: { path: { registry_id: id } }, signal })
          .then(unwrap),
    }),
  /** They change with the server's version alone. */
  kinds: (scope: Scope) =>
    queryOptions({
      queryKey: [...registryQueries.all(scope), "kinds"],
      queryFn: async ({ signal }) => {
        const { GET } = apiOf(scope);
        const found = await GET("/replication/adapterinfos", { signal }).then(unwrap);
        return found as Kinds;
      },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** The policies that need each of them, by its id. */
  users: (scope: Scope) =>
    queryOptions({
      queryKey: [...registryQueries.all(scope), "users"],
      queryFn: async ({ signal }) => {
        const ask = (page: number) =>
          apiOf(scope)
            .GET(POLICIES, { params: { query: { page, page_size: MOST } }, signal })
            .then(unwrapPage);
        return usersOf(await everyPage(ask));
      },
    }),
};

/** Tries what is described; with an *id*, with what is stored of that one besides. */
export function useTest(id: number | undefined) {
  const scope = useScope();
  return useMutation({
    mutationFn: (body: RegistryBody) => {
      const stored = id === undefined ? {} : { id };
      return apiOf(scope).POST(`${REGISTRIES}/ping`, { body: { ...body, ...stored } });
    },
  });
}

/** Looks at one as it is stored, and has the list say what was found. */
export function useCheck() {
  return useChange((api, id: number) => api.POST(`${REGISTRIES}/ping`, { body: { id } }));
}

export function useSave(id: number | undefined) {
  return useChange((api, body: RegistryBody) =>
    id === undefined
      ? api.POST(REGISTRIES, { body })
      : api.PUT(`${REGISTRIES}/{registry_id}`, { params: { path: { registry_id: id } }, body }),
  );
}

export function useDelete() {
  return useChange((api, id: number) =>
    api.DELETE(`${REGISTRIES}/{registry_id}`, { params: { path: { registry_id: id } } }),
  );
}

type Change<Variables> = (api: ReturnType<typeof apiOf>, variables: Variables) => Promise<unknown>;

function useChange<Variables>(change: Change<Variables>) {
  const scope = useScope();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (variables: Variables) => change(apiOf(scope), variables),
    onSettled: () => queryClient.invalidateQueries({ queryKey: registryQueries.all(scope) }),
  });
}
