import { createFileRoute } from "@tanstack/react-router";
import { LabelsPage } from "@/features/labels/labels-page";
import { labelSearch } from "@/features/labels/search";
import { useCan } from "@/shared/api/session";

export const Route = createFileRoute("/_app/admin/labels")({
  staticData: { crumb: (t) => t("labels:titleGlobal") },
  validateSearch: labelSearch,
  component: GlobalLabels,
});

function GlobalLabels() {
  return <LabelsPage can={useCan()} />;
}
