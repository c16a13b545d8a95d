import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import { unwrapPage } from "@/shared/api/pagination";
import { filterTerms, given, repositoryParameter } from "@/shared/api/parameters";
import {
  type Artifact,
  artifactQuery,
  type Layer,
  layersQuery,
  type Place,
} from "@/shared/artifacts/queries";

export type { Artifact, Layer, Place };
export { artifactQuery };

/** How many tags are offered; the others are found by what is typed. */
const OFFERED = 20;

/** The tags that have *text* in their names, the newest first. */
export const tagsQuery = ({ project, repository }: Place, text: string) =>
  queryOptions({
    queryKey: ["compare", "tags", project, repository, text],
    queryFn: ({ signal }): Promise<string[]> =>
      api
        .GET("/api/v2.0/projects/{project}/repositories/{repository}/tags", {
          params: {
            path: { project, repository: repositoryParameter(repository) },
            query: {
              ...given({ q: filterTerms({ name: `~${text}` }) }),
              sort: "-push_time",
              page_size: OFFERED,
              after: "",
            },
          },
          signal,
        })
        .then(unwrapPage)
        .then(({ items }) => items.map(({ name }) => name)),
    placeholderData: keepPreviousData,
  });

/** What one side is compared by. */
export interface Image {
  artifact: Artifact;
  layers: Layer[];
}

interface ImageQuery {
  /** Nothing while it is not there yet. */
  image: Image | undefined;
  error: Error | null;
  retry: () => void;
}

/** The image *digest*, which is *artifact* itself, or of an index the one for a platform. */
export function useImage(place: Place, artifact: Artifact, digest: string): ImageQuery {
  const isWhole = artifact.digest === digest;
  const child = useQuery({ ...artifactQuery(place, digest), enabled: !isWhole });
  const layers = useQuery(layersQuery(place, digest));
  const found = isWhole ? artifact : child.data;
  return {
    image: found && layers.data && { artifact: found, layers: layers.data },
    error: (isWhole ? null : child.error) ?? layers.error,
    retry: () => {
      if (child.isError) child.refetch();
      if (layers.isError) layers.refetch();
    },
  };
}
