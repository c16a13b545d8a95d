import { createFileRoute } from "@tanstack/react-router";
import { searchQueries } from "@/features/search/api";
import { LIMIT } from "@/features/search/model";
import { searchSearch } from "@/features/search/search";
import { SearchPage } from "@/features/search/search-page";

export const Route = createFileRoute("/_app/search")({
  staticData: { crumb: (t) => t("search:title") },
  validateSearch: searchSearch,
  loaderDeps: ({ search: { q } }) => ({ q }),
  loader: ({ context: { queryClient }, deps: { q = "" } }) => {
    if (q.trim()) queryClient.prefetchQuery(searchQueries.everything(q.trim(), LIMIT));
  },
  component: Search,
});

function Search() {
  return <SearchPage search={Route.useSearch()} />;
}
