import { useTranslation } from "react-i18next";
import { useProject } from "@/shared/api/project";
import { NotAllowed } from "@/shared/ui/empty-state";
import { Page } from "@/shared/ui/page";
import { Skeletons } from "@/shared/ui/query-view";
import { AuditLog } from "./audit-log";

/** The log of one project, for whoever may list it. */
export function ProjectLogPage({ project }: { project: string }) {
  const { t } = useTranslation("audit");
  const { data } = useProject(project);
  return (
    <Page title={t("titleProject")}>
      {data ? <Content id={data.project_id} rights={data.actions ?? []} /> : <Skeletons />}
    </Page>
  );
}

function Content({ id, rights }: { id: number; rights: readonly string[] }) {
  return rights.includes("log:list") ? <AuditLog projectId={id} /> : <NotAllowed />;
}
