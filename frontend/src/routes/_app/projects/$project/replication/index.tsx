import { createFileRoute } from "@tanstack/react-router";
import { replicationQueries } from "@/features/replication/api";
import { PoliciesPage } from "@/features/replication/policies-page";
import { policySearch } from "@/features/replication/search";

export const Route = createFileRoute("/_app/projects/$project/replication/")({
  validateSearch: policySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params, deps }) => {
    queryClient.prefetchQuery(replicationQueries.policies(params, deps));
  },
  component: PoliciesPage,
});
