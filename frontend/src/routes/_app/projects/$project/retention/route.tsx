import { createFileRoute } from "@tanstack/react-router";

/** What the page of the rules and that of one run have in common: the breadcrumb's part. */
export const Route = createFileRoute("/_app/projects/$project/retention")({
  staticData: { crumb: (t) => t("retention:title") },
});
