import { createFileRoute } from "@tanstack/react-router";
import { retentionQueries } from "@/features/retention/api";
import { RunPage } from "@/features/retention/run-page";
import { runSearch } from "@/features/retention/search";

export const Route = createFileRoute("/_app/projects/$project/retention/runs/$run")({
  staticData: { crumb: (t, { run = "" }) => t("retention:run", { id: run }) },
  validateSearch: runSearch,
  loader: ({ context: { queryClient }, params: { project } }) => {
    queryClient.prefetchQuery(retentionQueries.policy(project));
  },
  component: OneRun,
});

function OneRun() {
  const { project, run } = Route.useParams();
  return <RunPage key={run} project={project} id={Number(run)} />;
}
