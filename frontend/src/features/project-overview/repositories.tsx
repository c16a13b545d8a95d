import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { SizeBars } from "@/shared/charts/size-bars";
import { repositoryPage } from "@/shared/lib/repository-page";
import { Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes, Count } from "@/shared/ui/values";
import { overviewQueries } from "./api";
import { shortName } from "./model";
import classes from "./repositories.module.css";

const TOP = 5;

export function Largest({ project }: { project: string }) {
  const { t } = useTranslation("project-overview");
  const storage = useQuery(overviewQueries.storage(project));
  return (
    <Panel title={t("largest.title")} note={t("largest.note")}>
      <QueryView query={storage} lines={TOP}>
        {({ repositories }) => (
          <SizeBars
            bars={repositories.slice(0, TOP).map(({ name, stored }) => ({
              id: name,
              name: <RepositoryLink project={project} name={name} />,
              value: stored,
              text: <Bytes value={stored} />,
            }))}
          />
        )}
      </QueryView>
    </Panel>
  );
}

export function MostPulled({ project }: { project: string }) {
  const { t } = useTranslation("project-overview");
  const pulled = useQuery(overviewQueries.mostPulled(project));
  return (
    <Panel title={t("pulled.title")} note={t("pulled.note")}>
      <QueryView query={pulled} lines={TOP}>
        {(found) => {
          const bars = found
            .filter(({ pull_count }) => pull_count > 0)
            .map(({ name, pull_count }) => ({
              id: name,
              name: <RepositoryLink project={project} name={name} />,
              value: pull_count,
              text: <Count value={pull_count} />,
            }));
          return bars.length > 0 ? (
            <SizeBars bars={bars} />
          ) : (
            <Text c="dimmed">{t("pulled.none")}</Text>
          );
        }}
      </QueryView>
    </Panel>
  );
}

function RepositoryLink({ project, name }: { project: string; name: string }) {
  return (
    <Link
      {...repositoryPage({ project, repository: shortName(name) }, "tags")}
      inherit
      className={classes.name}
    >
      {shortName(name)}
    </Link>
  );
}
