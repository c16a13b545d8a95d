import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { projectSummaryQuery, useCanInProject, useProject } from "@/shared/api/project";
import { ActivityChart } from "@/shared/charts/activity-chart";
import { SimpleGrid } from "@/shared/ui/layout";
import { Page } from "@/shared/ui/page";
import { overviewQueries } from "./api";
import { Figures } from "./figures";
import { FirstPush } from "./first-push";
import { LatestChanges } from "./latest-changes";
import { Largest, MostPulled } from "./repositories";
import { StorageMap } from "./storage-map";

export function OverviewPage({ project }: { project: string }) {
  const { t } = useTranslation("project-overview");
  const can = useCanInProject(project);
  const { data: known } = useProject(project);
  const maySeeStorage = can("quota:read");
  const maySeeRepositories = can("repository:list");
  const summary = useQuery({ ...projectSummaryQuery(project), enabled: maySeeStorage });
  const activity = useQuery({
    ...overviewQueries.activity(project),
    enabled: maySeeRepositories,
  });
  const isEmpty = known?.repo_count === 0;
  return (
    <Page title={t("title")}>
      {summary.data && <Figures summary={summary.data} />}
      {isEmpty && <FirstPush project={project} mayPush={can("repository:push")} />}
      {!isEmpty && maySeeStorage && <StorageMap project={project} />}
      {!isEmpty && maySeeRepositories && (
        <>
          <SimpleGrid cols={{ base: 1, lg: maySeeStorage ? 2 : 1 }} spacing="md">
            {maySeeStorage && <Largest project={project} />}
            <MostPulled project={project} />
          </SimpleGrid>
          <ActivityChart query={activity} />
        </>
      )}
      {can("log:list") && <LatestChanges project={project} />}
    </Page>
  );
}
