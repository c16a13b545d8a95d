import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { projectScope, useProject } from "@/shared/api/project";
import { sessionQueries } from "@/shared/api/session";
import { NotAllowed } from "@/shared/ui/empty-state";
import { Page } from "@/shared/ui/page";
import { Skeletons } from "@/shared/ui/query-view";
import { AuditLog } from "./audit-log";

/** The log of one project, for whoever may list it. */
export function ProjectLogPage({ project }: { project: string }) {
  const { t } = useTranslation("audit");
  const { data } = useProject(project);
  const { data: rights } = useQuery(sessionQueries.permissions(projectScope(project)));
  return (
    <Page title={t("titleProject")}>
      <Content id={data?.project_id} isAllowed={rights?.includes("log:list")} />
    </Page>
  );
}

function Content({ id, isAllowed }: { id: number | undefined; isAllowed: boolean | undefined }) {
  if (id === undefined || isAllowed === undefined) return <Skeletons />;
  return isAllowed ? <AuditLog projectId={id} /> : <NotAllowed />;
}
