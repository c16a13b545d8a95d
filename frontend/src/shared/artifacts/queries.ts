import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { everyPage } from "@/shared/api/every-page";
import { unwrapPage } from "@/shared/api/pagination";
import { repositoryParameter } from "@/shared/api/parameters";
import type { Place } from "@/shared/lib/repository-page";

export type { Place };
export type Artifact = Schemas["ArtifactRead"];
export type Layer = Schemas["LayerRead"];
export type Reference = Schemas["ReferenceRead"];

export const ONE = "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}";
const SHOWN = {
  with_tag: true,
  with_label: true,
  with_accessory: true,
  with_immutable_status: true,
  with_actions: true,
};
/** The most that the API gives at once. */
export const LARGEST_PAGE = 100;

export function pathOf({ project, repository }: Place, reference: string) {
  return { project, repository: repositoryParameter(repository), reference };
}

/** What the pages that show artifacts keep of them begins with this. */
export const artifactKeys = {
  all: () => ["artifact"] as const,
  of: (place: Place, reference: string) =>
    [...artifactKeys.all(), place.project, place.repository, reference] as const,
};

/** One artifact, by a tag or its digest. */
export const artifactQuery = (place: Place, reference: string) =>
  queryOptions({
    queryKey: [...artifactKeys.of(place, reference), "one"],
    queryFn: ({ signal }): Promise<Artifact> =>
      api
        .GET(ONE, { params: { path: pathOf(place, reference), query: SHOWN }, signal })
        .then(unwrap),
  });

/** As they lie on each other, the lowest first. */
export const layersQuery = (place: Place, digest: string) =>
  queryOptions({
    queryKey: [...artifactKeys.of(place, digest), "layers"],
    queryFn: ({ signal }): Promise<Layer[]> =>
      everyPage((page) =>
        api
          .GET(`${ONE}/layers`, {
            params: { path: pathOf(place, digest), query: { page, page_size: LARGEST_PAGE } },
            signal,
          })
          .then(unwrapPage),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
