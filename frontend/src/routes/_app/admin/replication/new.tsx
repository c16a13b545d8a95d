import { createFileRoute } from "@tanstack/react-router";
import { WizardPage } from "@/features/replication/wizard-page";

export const Route = createFileRoute("/_app/admin/replication/new")({
  staticData: { crumb: (t) => t("app:nav.policyNew") },
  component: WizardPage,
});
