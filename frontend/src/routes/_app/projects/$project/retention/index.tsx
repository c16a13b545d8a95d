import { createFileRoute } from "@tanstack/react-router";
import { retentionQueries } from "@/features/retention/api";
import { RetentionPage } from "@/features/retention/retention-page";
import { retentionSearch } from "@/features/retention/search";

export const Route = createFileRoute("/_app/projects/$project/retention/")({
  validateSearch: retentionSearch,
  loader: ({ context: { queryClient }, params: { project } }) => {
    queryClient.prefetchQuery(retentionQueries.policy(project));
  },
  component: Retention,
});

function Retention() {
  const { project } = Route.useParams();
  return <RetentionPage key={project} project={project} />;
}
