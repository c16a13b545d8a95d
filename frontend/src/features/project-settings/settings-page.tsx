import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCanInProject } from "@/shared/api/project";
import { useCan } from "@/shared/api/session";
import { NotAllowed } from "@/shared/ui/empty-state";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { type Project, settingsQueries } from "./api";
import { DangerZone } from "./danger-zone";
import { SettingsForm } from "./settings-form";

export function SettingsPage({ project }: { project: Project }) {
  const { t } = useTranslation("project-settings");
  const canHere = useCanInProject(project.name);
  const can = useCan();
  const quota = useQuery({
    ...settingsQueries.quota(project.name, project.project_id),
    enabled: can("quota:update"),
  });
  if (!canHere("project:update")) {
    return (
      <Page title={t("title")}>
        <NotAllowed />
      </Page>
    );
  }
  return (
    <Page title={t("title")}>
      {can("quota:update") ? (
        <QueryView query={quota}>
          {(found) => <SettingsForm project={project} quota={found} />}
        </QueryView>
      ) : (
        <SettingsForm project={project} quota={null} />
      )}
      {canHere("project:delete") && <DangerZone project={project} />}
    </Page>
  );
}
