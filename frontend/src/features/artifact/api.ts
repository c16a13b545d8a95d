import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { everyPage } from "@/shared/api/every-page";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { given } from "@/shared/api/parameters";
import {
  type Artifact,
  artifactKeys,
  artifactQuery,
  LARGEST_PAGE,
  type Layer,
  layersQuery,
  ONE,
  type Place,
  pathOf,
  type Reference,
} from "@/shared/artifacts/queries";

export type { Artifact, Layer, Place, Reference };
export { ONE, pathOf };
export type Accessory = Schemas["AccessoryRead"];
export type Tag = Schemas["TagRead"];
export type Label = Schemas["LabelRead"];
export type Project = Schemas["ProjectRead"];

interface TagsAsked {
  page?: number | undefined;
  sort?: string | undefined;
}

export const artifactQueries = {
  ...artifactKeys,
  one: artifactQuery,
  storage: (place: Place, digest: string) =>
    queryOptions({
      queryKey: [...artifactKeys.of(place, digest), "storage"],
      queryFn: ({ signal }) =>
        api.GET(`${ONE}/storage`, { params: { path: pathOf(place, digest) }, signal }).then(unwrap),
    }),
  layers: layersQuery,
  addition: (place: Place, digest: string, addition: string) =>
    queryOptions({
      queryKey: [...artifactKeys.of(place, digest), "addition", addition],
      queryFn: ({ signal }) =>
        api
          .GET(`${ONE}/additions/{addition}`, {
            params: { path: { ...pathOf(place, digest), addition } },
            parseAs: "text",
            signal,
          })
          .then(({ data }) => String(data ?? "")),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  accessories: (place: Place, digest: string, page = 1) =>
    queryOptions({
      queryKey: [...artifactKeys.of(place, digest), "accessories", page],
      queryFn: ({ signal }): Promise<Page<Accessory>> =>
        api
          .GET(`${ONE}/accessories`, {
            params: { path: pathOf(place, digest), query: { page, page_size: LARGEST_PAGE } },
            signal,
          })
          .then(unwrapPage),
      placeholderData: keepPreviousData,
    }),
  tags: (place: Place, digest: string, { page = 1, sort = "-push_time" }: TagsAsked) =>
    queryOptions({
      queryKey: [...artifactKeys.of(place, digest), "tags", page, sort],
      queryFn: ({ signal }): Promise<Page<Tag>> =>
        api
          .GET(`${ONE}/tags`, {
            params: {
              path: pathOf(place, digest),
              query: { page, sort, page_size: PAGE_SIZE, with_immutable_status: true },
            },
            signal,
          })
          .then(unwrapPage),
      placeholderData: keepPreviousData,
    }),
  /** What may be put on it: the labels of the project and those of the system. */
  labels: (projectId: number) =>
    queryOptions({
      queryKey: [...artifactKeys.all(), "labels", projectId],
      queryFn: async ({ signal }): Promise<Label[]> => {
        const scopes = [{ scope: "p", project_id: projectId }, { scope: "g" }];
        const found = await Promise.all(
          scopes.map((scope) =>
            everyPage((page) => {
              const query = { ...scope, page, page_size: LARGEST_PAGE, sort: "name" };
              return api.GET("/api/v2.0/labels", { params: { query }, signal }).then(unwrapPage);
            }),
          ),
        );
        return found.flat();
      },
    }),
  /** Projects by a part of their names, of which the caller may push to some; the first of many. */
  projects: (name: string) =>
    queryOptions({
      queryKey: [...artifactKeys.all(), "projects", name],
      queryFn: ({ signal }): Promise<Page<Project>> =>
        api
          .GET("/api/v2.0/projects", {
            params: { query: { ...given({ name }), page_size: LARGEST_PAGE, sort: "name" } },
            signal,
          })
          .then(unwrapPage),
      placeholderData: keepPreviousData,
    }),
};
