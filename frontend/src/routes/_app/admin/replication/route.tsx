import { createFileRoute } from "@tanstack/react-router";
import { enterTexts } from "@/app/i18n";

/** What all pages of replication have in common: the breadcrumb's first part, and the texts. */
export const Route = createFileRoute("/_app/admin/replication")({
  staticData: { crumb: (t) => t("app:nav.replication") },
  loader: () => enterTexts("registries", "replication"),
});
