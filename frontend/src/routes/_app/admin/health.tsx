import { createFileRoute } from "@tanstack/react-router";
import { healthQueries } from "@/features/health/api";
import { HealthPage } from "@/features/health/health-page";

export const Route = createFileRoute("/_app/admin/health")({
  staticData: { crumb: (t) => t("health:title") },
  loader: ({ context: { queryClient } }) => {
    queryClient.prefetchQuery(healthQueries.now());
  },
  component: HealthPage,
});
