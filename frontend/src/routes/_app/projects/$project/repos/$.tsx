import { createFileRoute } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import * as z from "zod/mini";
import { RouteMissing } from "@/app/route-states";
import { artifactSearch } from "@/features/artifact/search";
import { historySearch } from "@/features/tag-history/search";
import { tagQueries } from "@/features/tags/api";
import { tagSearch } from "@/features/tags/search";
import { TagsPage } from "@/features/tags/tags-page";
import { isDigest } from "@/shared/lib/digest";
import { parseRepositoryPath } from "@/shared/lib/references";
import { Skeletons } from "@/shared/ui/query-view";

const ArtifactPage = lazy(() =>
  import("@/features/artifact/artifact-page").then((found) => ({ default: found.ArtifactPage })),
);
const HistoryPage = lazy(() =>
  import("@/features/tag-history/history-page").then((found) => ({ default: found.HistoryPage })),
);

/** All pages of a repository: its name has slashes, so that no other route can tell where it ends. */
export const Route = createFileRoute("/_app/projects/$project/repos/$")({
  staticData: { crumb: (_, params) => parseRepositoryPath(params._splat ?? "").repository },
  validateSearch: z.object({
    ...artifactSearch.shape,
    ...tagSearch.shape,
    ...historySearch.shape,
  }),
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params, deps }) => {
    const { repository, page } = parseRepositoryPath(params._splat ?? "");
    if (!isListOfTags(page)) return;
    const place = { project: params.project, repository };
    queryClient.prefetchQuery(tagQueries.repository(place));
    const { artifacts, list } = tagQueries;
    const search = tagSearch.parse(deps);
    if (search.view) queryClient.prefetchInfiniteQuery(artifacts(place, search));
    else queryClient.prefetchInfiniteQuery(list(place, search));
  },
  component: RepositoryPages,
});

function isListOfTags([name, ...rest]: string[]): boolean {
  return name === undefined || (name === "tags" && rest.length === 0);
}

function RepositoryPages() {
  const { project, _splat = "" } = Route.useParams();
  const { repository, page } = parseRepositoryPath(_splat);
  const [name, reference = ""] = page;
  const place = { project, repository };
  // What is begun in one place, a selection or a form, is not carried on into the next.
  const key = `${project}/${_splat}`;
  if (isListOfTags(page)) return <TagsPage key={key} {...place} />;
  return (
    <Suspense fallback={<Skeletons />}>
      {name === "history" ? <HistoryPage key={key} {...place} /> : null}
      {name === "artifacts" && isDigest(reference) ? (
        <ArtifactPage key={key} {...place} digest={reference} />
      ) : null}
      {name !== "history" && !(name === "artifacts" && isDigest(reference)) && <RouteMissing />}
    </Suspense>
  );
}
