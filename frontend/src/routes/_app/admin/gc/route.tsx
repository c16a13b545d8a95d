import { createFileRoute } from "@tanstack/react-router";
import { enterTexts } from "@/app/i18n";

/** What the page of all runs and that of one have in common: the breadcrumb's first part, and the texts. */
export const Route = createFileRoute("/_app/admin/gc")({
  staticData: { crumb: (t) => t("app:nav.gc") },
  loader: () => enterTexts("gc"),
});
