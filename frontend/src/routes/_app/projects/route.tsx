import { createFileRoute } from "@tanstack/react-router";

/** What all addresses below `/projects` have in common: the breadcrumb's first part. */
export const Route = createFileRoute("/_app/projects")({
  staticData: { crumb: (t) => t("projects:title") },
});
