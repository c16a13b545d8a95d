import { createFileRoute } from "@tanstack/react-router";
import { quotaQueries } from "@/features/quotas/api";
import { QuotasPage } from "@/features/quotas/quotas-page";
import { quotaSearch } from "@/features/quotas/search";

export const Route = createFileRoute("/_app/admin/quotas")({
  staticData: { crumb: (t) => t("quotas:title") },
  validateSearch: quotaSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    queryClient.prefetchQuery(quotaQueries.list(deps));
  },
  component: QuotasPage,
});
