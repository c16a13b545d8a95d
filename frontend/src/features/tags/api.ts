import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { everyPage } from "@/shared/api/every-page";
import { type Page, unwrapPage } from "@/shared/api/pagination";
import { given, repositoryParameter } from "@/shared/api/parameters";
import type { Place } from "@/shared/lib/repository-page";
import { listTerms, orderOf } from "./model";
import type { TagSearch } from "./search";

export type { Place };
export type TagRow = Schemas["TagRow"];
export type Platform = Schemas["PlatformRead"];
export type Artifact = Schemas["ArtifactRead"];
export type Accessory = Schemas["AccessoryRead"];
export type Label = Schemas["LabelOn"];
export type Repository = Schemas["RepositoryRead"];

export const REPOSITORY = "/api/v2.0/projects/{project}/repositories/{repository}";
/** As many as the API gives at once. */
export const AT_ONCE = 100;

export function pathOf({ project, repository }: Place) {
  return { project, repository: repositoryParameter(repository) };
}

/** How a list goes on where it ends, and stays until another is there. */
const ENDLESS = {
  initialPageParam: "",
  getNextPageParam: ({ nextCursor }: Page<unknown>) => nextCursor,
  placeholderData: keepPreviousData,
};

function pageQuery(search: TagSearch, q: string | undefined, after: string) {
  return { ...given({ q }), sort: orderOf(search.sort), page_size: AT_ONCE, after };
}

export const tagQueries = {
  all: () => ["tags"] as const,
  repository: (place: Place) =>
    queryOptions({
      queryKey: [...tagQueries.all(), "repository", place],
      queryFn: ({ signal }) =>
        api
          .GET(REPOSITORY, {
            params: { path: pathOf(place), query: { with_detail: true, with_actions: true } },
            signal,
          })
          .then(unwrap),
    }),
  list: (place: Place, search: TagSearch) =>
    infiniteQueryOptions({
      queryKey: [...tagQueries.all(), "list", place, search],
      queryFn: ({ signal, pageParam }): Promise<Page<TagRow>> => {
        const query = pageQuery(search, listTerms("name", search, new Date()), pageParam);
        return api
          .GET(`${REPOSITORY}/tags`, { params: { path: pathOf(place), query }, signal })
          .then(unwrapPage);
      },
      ...ENDLESS,
    }),
  artifacts: (place: Place, search: TagSearch) =>
    infiniteQueryOptions({
      queryKey: [...tagQueries.all(), "artifacts", place, search],
      queryFn: ({ signal, pageParam }): Promise<Page<Artifact>> => {
        const asked = pageQuery(search, listTerms("tags", search, new Date()), pageParam);
        const query = { ...asked, with_tag: true, with_label: true, with_accessory: true };
        return api
          .GET(`${REPOSITORY}/artifacts`, { params: { path: pathOf(place), query }, signal })
          .then(unwrapPage);
      },
      ...ENDLESS,
    }),
  /** All tags of some digests, also those that the list does not show. */
  ofDigests: (place: Place, digests: readonly string[]) =>
    queryOptions({
      queryKey: [...tagQueries.all(), "of", place, digests],
      queryFn: async ({ signal }): Promise<TagRow[]> => {
        const found: TagRow[] = [];
        for (const some of inHundreds(digests)) {
          let after: string | null = "";
          while (after !== null) {
            const query: { q: string; page_size: number; after: string } = {
              q: `digest={${some.join(" ")}}`,
              page_size: AT_ONCE,
              after,
            };
            const page: Page<TagRow> = await api
              .GET(`${REPOSITORY}/tags`, { params: { path: pathOf(place), query }, signal })
              .then(unwrapPage);
            found.push(...page.items);
            after = page.nextCursor;
          }
        }
        return found;
      },
      staleTime: 0,
    }),
  accessories: (place: Place, digest: string) =>
    queryOptions({
      queryKey: [...tagQueries.all(), "accessories", place, digest],
      queryFn: ({ signal }) =>
        api
          .GET(`${REPOSITORY}/artifacts/{reference}/accessories`, {
            params: {
              path: { ...pathOf(place), reference: digest },
              query: { page_size: AT_ONCE },
            },
            signal,
          })
          .then(unwrap),
    }),
  /** The labels of the system and of the project, by name. */
  labels: (projectId: number) =>
    queryOptions({
      queryKey: [...tagQueries.all(), "labels", projectId],
      queryFn: async ({ signal }) => {
        const queries = [{ scope: "g" }, { scope: "p", project_id: projectId }];
        const found = await Promise.all(
          queries.map((scope) =>
            everyPage((page) => {
              const query = { ...scope, page, page_size: AT_ONCE, sort: "name" };
              return api.GET("/api/v2.0/labels", { params: { query }, signal }).then(unwrapPage);
            }),
          ),
        );
        return found.flat();
      },
      staleTime: 60_000,
    }),
};

/** As many items as one request may name, and the next. */
export function inHundreds<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) parts.push(items.slice(at, at + AT_ONCE));
  return parts;
}
