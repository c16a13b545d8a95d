import { createFileRoute } from "@tanstack/react-router";
import { repositoryQueries } from "@/features/repositories/api";
import { RepositoriesPage } from "@/features/repositories/repositories-page";
import { repositorySearch } from "@/features/repositories/search";

export const Route = createFileRoute("/_app/projects/$project/repos/")({
  staticData: { crumb: (t) => t("repositories:title") },
  validateSearch: repositorySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { project }, deps }) => {
    queryClient.prefetchQuery(repositoryQueries.list(project, deps));
  },
  component: Repositories,
});

function Repositories() {
  const { project } = Route.useParams();
  return <RepositoriesPage key={project} project={project} />;
}
