import { createFileRoute } from "@tanstack/react-router";
import { auditQueries } from "@/features/audit/api";
import { AuditPage } from "@/features/audit/audit-page";
import { auditSearch } from "@/features/audit/search";

export const Route = createFileRoute("/_app/admin/audit")({
  staticData: { crumb: (t) => t("audit:title") },
  validateSearch: auditSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    queryClient.prefetchQuery(auditQueries.rows(deps));
    queryClient.prefetchQuery(auditQueries.histogram(deps));
  },
  component: AuditPage,
});
