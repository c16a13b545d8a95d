import { createFileRoute } from "@tanstack/react-router";
import { WizardPage } from "@/features/replication/wizard-page";

export const Route = createFileRoute("/_app/projects/$project/replication/$policy/edit")({
  staticData: { crumb: (t) => t("app:nav.policyEdit") },
  component: EditedPolicy,
});

function EditedPolicy() {
  const { policy } = Route.useParams();
  return <WizardPage key={policy} id={Number(policy)} />;
}
