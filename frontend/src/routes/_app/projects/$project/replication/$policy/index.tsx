import { createFileRoute } from "@tanstack/react-router";
import { replicationQueries } from "@/features/replication/api";
import { PolicyPage } from "@/features/replication/policy-page";
import { executionsSearch } from "@/features/replication/search";

export const Route = createFileRoute("/_app/projects/$project/replication/$policy/")({
  validateSearch: executionsSearch,
  loader: ({ context: { queryClient }, params }) => {
    queryClient.prefetchQuery(replicationQueries.policy(params, Number(params.policy)));
  },
  component: OnePolicy,
});

function OnePolicy() {
  const { policy } = Route.useParams();
  return <PolicyPage key={policy} id={Number(policy)} />;
}
