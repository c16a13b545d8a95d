import { createFileRoute } from "@tanstack/react-router";
import { replicationQueries } from "@/features/replication/api";
import { PolicyPage } from "@/features/replication/policy-page";
import { executionsSearch } from "@/features/replication/search";

export const Route = createFileRoute("/_app/admin/replication/$policy/")({
  validateSearch: executionsSearch,
  loader: ({ context: { queryClient }, params: { policy } }) => {
    queryClient.prefetchQuery(replicationQueries.policy({}, Number(policy)));
  },
  component: OnePolicy,
});

function OnePolicy() {
  const { policy } = Route.useParams();
  return <PolicyPage key={policy} id={Number(policy)} />;
}
