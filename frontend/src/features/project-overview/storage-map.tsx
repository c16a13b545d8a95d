import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ChartFrame } from "@/shared/charts/chart-frame";
import { formatBytes } from "@/shared/lib/bytes";
import { repositoryPage } from "@/shared/lib/repository-page";
import { whenShown } from "@/shared/ui/lazy";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes } from "@/shared/ui/values";
import { overviewQueries, type Storage } from "./api";
import { type Area, areasOf, shortName } from "./model";

const Treemap = whenShown(() => import("@/shared/charts/treemap").then((found) => found.Treemap));

/** What is no single repository's is grey. */
const NOBODYS = "var(--chart-rest)";

/** Areas as large as the bytes that only they hold; a click leads to the repository. */
export function StorageMap({ project }: { project: string }) {
  const storage = useQuery(overviewQueries.storage(project));
  return (
    <QueryView query={storage}>{(found) => <Chart project={project} storage={found} />}</QueryView>
  );
}

function Chart({ project, storage }: { project: string; storage: Storage }) {
  const { t, i18n } = useTranslation("project-overview");
  const navigate = useNavigate();
  const tiles = areasOf(storage).map((area) => ({
    id: area.name ?? area.kind,
    name: nameOf(area),
    value: area.bytes,
    text: formatBytes(area.bytes, i18n.language),
    ...(area.kind === "repository" ? {} : { color: NOBODYS }),
  }));
  function nameOf({ name, kind, count }: Area): string {
    if (name) return shortName(name);
    return kind === "shared" ? t("storage.shared") : t("storage.others", { count });
  }
  const open = (id: string) => {
    // The names of repositories have a slash; the two other areas lead nowhere.
    if (!id.includes("/")) return;
    navigate(repositoryPage({ project, repository: shortName(id) }, "tags"));
  };
  return (
    <ChartFrame
      title={t("storage.title")}
      summary={t("storage.summary", {
        stored: formatBytes(storage.stored, i18n.language),
        logical: formatBytes(storage.logical, i18n.language),
      })}
      table={{
        headers: [
          t("storage.repository"),
          t("storage.own"),
          t("storage.withOthers"),
          t("storage.all"),
        ],
        rows: storage.repositories.map(({ name, unique, shared, stored }) => [
          shortName(name),
          <Bytes key="own" value={unique} />,
          <Bytes key="shared" value={shared} />,
          <Bytes key="stored" value={stored} />,
        ]),
      }}
    >
      <Treemap label={t("storage.title")} tiles={tiles} height={220} onOpen={open} />
    </ChartFrame>
  );
}
