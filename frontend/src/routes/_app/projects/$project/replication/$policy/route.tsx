import { createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/projects/$project/replication/$policy")({
  staticData: { crumb: (t, { policy = "" }) => t("app:nav.policy", { id: policy }) },
});
