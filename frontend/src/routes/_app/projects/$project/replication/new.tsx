import { createFileRoute } from "@tanstack/react-router";
import { WizardPage } from "@/features/replication/wizard-page";

export const Route = createFileRoute("/_app/projects/$project/replication/new")({
  staticData: { crumb: (t) => t("app:nav.policyNew") },
  component: WizardPage,
});
