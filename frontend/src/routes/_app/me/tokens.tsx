import { createFileRoute } from "@tanstack/react-router";
import { meQueries } from "@/features/me/api";
import { tokenSearch } from "@/features/me/search";
import { TokensPage } from "@/features/me/tokens-page";

export const Route = createFileRoute("/_app/me/tokens")({
  staticData: { crumb: (t) => t("me:tab.tokens") },
  validateSearch: tokenSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    queryClient.prefetchQuery(meQueries.tokens(deps.sort));
  },
  component: TokensPage,
});
