import { createFileRoute } from "@tanstack/react-router";
import { SettingsPage } from "@/features/project-settings/settings-page";
import { useProject } from "@/shared/api/project";

export const Route = createFileRoute("/_app/projects/$project/settings")({
  staticData: { crumb: (t) => t("project-settings:title") },
  component: Settings,
});

function Settings() {
  const { data } = useProject(Route.useParams().project);
  return data ? <SettingsPage key={data.project_id} project={data} /> : null;
}
