import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { rowsQuery } from "./model";
import type { AuditSearch } from "./search";

export type Row = Schemas["RowRead"];
interface Newer {
  rows: Row[];
  /** There may be more than these. */
  isFull: boolean;
}
export type Histogram = Schemas["HistogramRead"];

/** How often a page goes on looking where the API looked through many rows and found few. */
const MOST_LOOKS = 4;
const FOLLOWED_AT_ONCE = 100;

export const auditQueries = {
  all: () => ["audit"] as const,
  rows: (search: AuditSearch, projectId?: number) =>
    queryOptions({
      queryKey: [...auditQueries.all(), "rows", filtersOf(search), search.after, projectId],
      queryFn: ({ signal }): Promise<Page<Row>> => lookThrough(search, projectId, signal),
      placeholderData: keepPreviousData,
    }),
  /** What came after a row that is shown already, in no page of its own. */
  newer: (search: AuditSearch, projectId: number | undefined, since: string) =>
    queryOptions({
      queryKey: [...auditQueries.all(), "newer", filtersOf(search), projectId, since],
      queryFn: ({ signal }): Promise<Newer> => {
        const query = { ...rowsQuery(search, projectId), since, page_size: FOLLOWED_AT_ONCE };
        return api
          .GET("/api/v2.0/audit/rows", { params: { query }, signal })
          .then(unwrap)
          .then((rows) => ({ rows, isFull: rows.length === FOLLOWED_AT_ONCE }));
      },
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  histogram: (search: AuditSearch, projectId?: number) =>
    queryOptions({
      queryKey: [...auditQueries.all(), "histogram", filtersOf(search), projectId],
      queryFn: ({ signal }): Promise<Histogram> => {
        const query = { ...rowsQuery(search, projectId), by: "result" };
        return api.GET("/api/v2.0/audit/histogram", { params: { query }, signal }).then(unwrap);
      },
      placeholderData: keepPreviousData,
    }),
  row: (row_id: number) =>
    queryOptions({
      queryKey: [...auditQueries.all(), "row", row_id],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/audit/rows/{row_id}", { params: { path: { row_id } }, signal })
          .then(unwrap),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  head: () =>
    queryOptions({
      queryKey: [...auditQueries.all(), "head"],
      queryFn: ({ signal }) => api.GET("/api/v2.0/audit/head", { signal }).then(unwrap),
    }),
};

/** What decides which rows there are; not where a page begins, nor what is open beside it. */
function filtersOf({ after, entry, follow, ...filters }: AuditSearch) {
  return filters;
}

async function lookThrough(
  search: AuditSearch,
  projectId: number | undefined,
  signal: AbortSignal,
): Promise<Page<Row>> {
  const wanted = rowsQuery(search, projectId);
  const ask = (after: string | null | undefined, page_size: number) => {
    const query = { ...wanted, page_size, ...(after ? { after } : {}) };
    return api.GET("/api/v2.0/audit/rows", { params: { query }, signal }).then(unwrapPage);
  };
  let page = await ask(search.after, PAGE_SIZE);
  const items = [...page.items];
  for (let look = 1; look < MOST_LOOKS && items.length < PAGE_SIZE && page.nextCursor; look += 1) {
    page = await ask(page.nextCursor, PAGE_SIZE - items.length);
    items.push(...page.items);
  }
  return { ...page, items };
}
