import { createFileRoute } from "@tanstack/react-router";
import { jobQueries } from "@/features/jobs/api";
import { JobsPage } from "@/features/jobs/jobs-page";
import { jobSearch } from "@/features/jobs/search";

export const Route = createFileRoute("/_app/admin/jobs")({
  staticData: { crumb: (t) => t("jobs:title") },
  validateSearch: jobSearch,
  loaderDeps: ({ search: { tab, kind, status, page } }) => ({ tab, kind, status, page }),
  loader: ({ context: { queryClient }, deps }) => {
    if (!deps.tab) queryClient.prefetchQuery(jobQueries.list(deps));
  },
  component: JobsPage,
});
