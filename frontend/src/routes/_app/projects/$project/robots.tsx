import { createFileRoute } from "@tanstack/react-router";
import { RobotsPage } from "@/features/robots/robots-page";
import { robotSearch } from "@/features/robots/search";

export const Route = createFileRoute("/_app/projects/$project/robots")({
  staticData: { crumb: (t) => t("robots:title") },
  validateSearch: robotSearch,
  component: ProjectRobots,
});

function ProjectRobots() {
  const { project } = Route.useParams();
  return <RobotsPage key={project} project={project} />;
}
