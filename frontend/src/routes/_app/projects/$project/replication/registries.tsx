import { createFileRoute } from "@tanstack/react-router";
import { registryQueries } from "@/features/registries/api";
import { RegistriesPage } from "@/features/registries/registries-page";
import { registrySearch } from "@/features/registries/search";

export const Route = createFileRoute("/_app/projects/$project/replication/registries")({
  staticData: { crumb: (t) => t("app:nav.registries") },
  validateSearch: registrySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params, deps }) => {
    queryClient.prefetchQuery(registryQueries.list(params, deps));
  },
  component: RegistriesPage,
});
