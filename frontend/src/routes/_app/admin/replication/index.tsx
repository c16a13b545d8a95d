import { createFileRoute } from "@tanstack/react-router";
import { replicationQueries } from "@/features/replication/api";
import { PoliciesPage } from "@/features/replication/policies-page";
import { policySearch } from "@/features/replication/search";

export const Route = createFileRoute("/_app/admin/replication/")({
  validateSearch: policySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    queryClient.prefetchQuery(replicationQueries.policies({}, deps));
  },
  component: PoliciesPage,
});
