import { createFileRoute } from "@tanstack/react-router";
import { enterTexts } from "@/app/i18n";
import { registryQueries } from "@/features/registries/api";
import { RegistriesPage } from "@/features/registries/registries-page";
import { registrySearch } from "@/features/registries/search";

export const Route = createFileRoute("/_app/admin/registries")({
  staticData: { crumb: (t) => t("app:nav.registries") },
  validateSearch: registrySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    queryClient.prefetchQuery(registryQueries.list({}, deps));
    return enterTexts("registries");
  },
  component: RegistriesPage,
});
