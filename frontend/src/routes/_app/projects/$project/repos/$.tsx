import { createFileRoute } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import * as z from "zod/mini";
import { RouteMissing } from "@/app/route-states";
import { artifactSearch } from "@/features/artifact/search";
import { compareSearch } from "@/features/compare/search";
import { historySearch } from "@/features/tag-history/search";
import { tagQueries } from "@/features/tags/api";
import { tagSearch } from "@/features/tags/search";
import { TagsPage } from "@/features/tags/tags-page";
import { isDigest } from "@/shared/lib/digest";
import { parseRepositoryPath } from "@/shared/lib/references";
import type { Place } from "@/shared/lib/repository-page";
import { Skeletons } from "@/shared/ui/query-view";

const ArtifactPage = lazy(() =>
  import("@/features/artifact/artifact-page").then((found) => ({ default: found.ArtifactPage })),
);
const ComparePage = lazy(() =>
  import("@/features/compare/compare-page").then((found) => ({ default: found.ComparePage })),
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
    ...compareSearch.shape,
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
      <OtherPage key={key} place={place} name={name} reference={reference} />
    </Suspense>
  );
}

interface PageProps {
  place: Place;
  name: string | undefined;
  reference: string;
}

function OtherPage({ place, name, reference }: PageProps) {
  if (name === "history") return <HistoryPage {...place} />;
  if (name === "compare") return <ComparePage {...place} />;
  if (name === "artifacts" && isDigest(reference)) {
    return <ArtifactPage {...place} digest={reference} />;
  }
  return <RouteMissing />;
}
