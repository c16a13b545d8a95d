import { createFileRoute } from "@tanstack/react-router";
import { projectQueries } from "@/features/projects/api";
import { ProjectsPage } from "@/features/projects/projects-page";
import { projectSearch } from "@/features/projects/search";

export const Route = createFileRoute("/_app/projects/")({
  validateSearch: projectSearch,
  loaderDeps: ({ search }) => search,
  // Begun, and not awaited: the page shows the old rows, or grey lines, until the new are there.
  loader: ({ context: { queryClient }, deps }) => {
    queryClient.prefetchQuery(projectQueries.list(deps));
  },
  component: ProjectsPage,
});
