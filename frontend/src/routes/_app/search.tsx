import { createFileRoute } from "@tanstack/react-router";
import { searchQueries } from "@/features/search/api";
import { LIMIT } from "@/features/search/model";
import { searchSearch } from "@/features/search/search";
import { SearchPage } from "@/features/search/search-page";
import { sessionQueries } from "@/shared/api/session";

export const Route = createFileRoute("/_app/search")({
  staticData: { crumb: (t) => t("search:title") },
  validateSearch: searchSearch,
  loaderDeps: ({ search: { q } }) => ({ q }),
  loader: ({ context: { queryClient }, deps: { q = "" } }) => {
    const text = q.trim();
    const user = queryClient.getQueryData(sessionQueries.user().queryKey);
    const hasPolicies = user?.sysadmin_flag ?? false;
    if (text)
      queryClient.prefetchQuery(searchQueries.everything({ text, limit: LIMIT, hasPolicies }));
  },
  component: Search,
});

function Search() {
  return <SearchPage search={Route.useSearch()} />;
}
