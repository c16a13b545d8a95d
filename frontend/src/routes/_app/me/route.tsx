import { createFileRoute } from "@tanstack/react-router";

/** What all pages of one's own account have in common: the breadcrumb's first part. */
export const Route = createFileRoute("/_app/me")({
  staticData: { crumb: (t) => t("me:title") },
});
