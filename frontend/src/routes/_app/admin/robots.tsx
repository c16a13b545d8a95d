import { createFileRoute } from "@tanstack/react-router";
import { robotQueries } from "@/features/robots/api";
import { RobotsPage } from "@/features/robots/robots-page";
import { robotSearch } from "@/features/robots/search";

export const Route = createFileRoute("/_app/admin/robots")({
  staticData: { crumb: (t) => t("robots:title") },
  validateSearch: robotSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    queryClient.prefetchQuery(robotQueries.list(null, deps));
  },
  component: SystemRobots,
});

function SystemRobots() {
  return <RobotsPage />;
}
