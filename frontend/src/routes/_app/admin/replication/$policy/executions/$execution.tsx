import { createFileRoute } from "@tanstack/react-router";
import { replicationQueries } from "@/features/replication/api";
import { ExecutionPage } from "@/features/replication/execution-page";
import { executionSearch } from "@/features/replication/search";

export const Route = createFileRoute("/_app/admin/replication/$policy/executions/$execution")({
  staticData: { crumb: (t, { execution = "" }) => t("app:nav.execution", { id: execution }) },
  validateSearch: executionSearch,
  loader: ({ context: { queryClient }, params: { execution } }) => {
    queryClient.prefetchQuery(replicationQueries.execution({}, Number(execution)));
  },
  component: OneExecution,
});

function OneExecution() {
  const { execution } = Route.useParams();
  return <ExecutionPage key={execution} id={Number(execution)} />;
}
