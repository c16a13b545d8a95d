import { createFileRoute } from "@tanstack/react-router";
import { gcQueries } from "@/features/gc/api";
import { RunPage } from "@/features/gc/run-page";
import { runSearch } from "@/features/gc/search";

export const Route = createFileRoute("/_app/admin/gc/runs/$run")({
  staticData: { crumb: (t, { run = "" }) => t("app:nav.execution", { id: run }) },
  validateSearch: runSearch,
  loader: ({ context: { queryClient }, params: { run } }) => {
    queryClient.prefetchQuery(gcQueries.run(Number(run)));
  },
  component: OneRun,
});

function OneRun() {
  const { run } = Route.useParams();
  return <RunPage key={run} id={Number(run)} />;
}
