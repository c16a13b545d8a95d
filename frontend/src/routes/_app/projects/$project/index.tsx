import { createFileRoute } from "@tanstack/react-router";
import { overviewQueries } from "@/features/project-overview/api";
import { OverviewPage } from "@/features/project-overview/overview-page";

export const Route = createFileRoute("/_app/projects/$project/")({
  loader: ({ context: { queryClient }, params: { project } }) => {
    queryClient.prefetchQuery(overviewQueries.activity(project));
    queryClient.prefetchQuery(overviewQueries.mostPulled(project));
  },
  component: Overview,
});

function Overview() {
  const { project } = Route.useParams();
  return <OverviewPage key={project} project={project} />;
}
