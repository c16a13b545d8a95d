import { createFileRoute } from "@tanstack/react-router";
import { storageQueries } from "@/features/storage/api";
import { storageSearch } from "@/features/storage/search";
import { StoragePage } from "@/features/storage/storage-page";

export const Route = createFileRoute("/_app/admin/storage")({
  staticData: { crumb: (t) => t("storage:title") },
  validateSearch: storageSearch,
  loaderDeps: ({ search: { project, repository } }) => ({ project, repository }),
  loader: ({ context: { queryClient }, deps: { project, repository } }) => {
    if (project && repository) {
      queryClient.prefetchQuery(storageQueries.repository(project, repository));
    } else if (project) queryClient.prefetchQuery(storageQueries.project(project));
    else queryClient.prefetchQuery(storageQueries.registry());
  },
  component: StoragePage,
});
