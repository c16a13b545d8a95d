import { createFileRoute } from "@tanstack/react-router";

/** What the page of all runs and that of one have in common: the breadcrumb's first part. */
export const Route = createFileRoute("/_app/admin/gc")({
  staticData: { crumb: (t) => t("gc:title") },
});
