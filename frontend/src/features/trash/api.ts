import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Outcome } from "@/shared/api/one-by-one";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { filterTerms, given } from "@/shared/api/parameters";
import { sessionQueries } from "@/shared/api/session";
import { type Item, inOrder, wantedOf } from "./model";
import type { TrashSearch } from "./search";

const PATH = "/api/v2.0/projects/{project}";
const AT_ONCE = 100;

interface Chosen {
  items: readonly Item[];
  /** Whether tags that name something else by now are moved. */
  force: boolean;
}

export const trashQueries = {
  all: () => ["trash"] as const,
  list: (project: string, search: TrashSearch) =>
    queryOptions({
      queryKey: [...trashQueries.all(), "list", project, listQuery(search)],
      queryFn: ({ signal }): Promise<Page<Item>> =>
        api
          .GET(`${PATH}/trash`, { params: { path: { project }, query: listQuery(search) }, signal })
          .then(unwrapPage),
      placeholderData: keepPreviousData,
      // Every page of the project throws things away.
      staleTime: 0,
    }),
};

function listQuery({ q, type, sort = "-deleted_at", page = 1 }: TrashSearch) {
  const terms = filterTerms({ name: q && `~${q}` });
  return { ...given({ type, q: terms }), sort, page, page_size: PAGE_SIZE };
}

export function useRestore(project: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (item: Item) =>
      api
        .POST(`${PATH}/trash/restore`, {
          params: { path: { project } },
          body: wantedOf(item, false),
        })
        .then(unwrap),
    onSettled: () => askAnew(queryClient),
  });
}

export function useRestoreMany(project: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ items, force }: Chosen) => {
      const told: Outcome<Item> = { done: [], refused: [] };
      const wanted = inOrder(items);
      while (wanted.length > 0) {
        const some = wanted.splice(0, AT_ONCE);
        await restoreSome(project, { items: some, force }, told);
      }
      return told;
    },
    onSettled: () => askAnew(queryClient),
  });
}

async function restoreSome(project: string, { items, force }: Chosen, told: Outcome<Item>) {
  const body = { items: items.map((item) => wantedOf(item, force)) };
  const { results } = await api
    .POST(`${PATH}/bulk/restore`, { params: { path: { project } }, body })
    .then(unwrap);
  for (const [index, item] of items.entries()) {
    const error = results[index]?.error;
    if (error) told.refused.push({ item, reason: error.message });
    else told.done.push(item);
  }
}

/** What came back is in the lists, figures and histories of many pages. */
function askAnew(queryClient: QueryClient) {
  const [session] = sessionQueries.all();
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== session });
}
