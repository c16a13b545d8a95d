import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ChartFrame } from "@/shared/charts/chart-frame";
import { SizeBars } from "@/shared/charts/size-bars";
import { formatBytes } from "@/shared/lib/bytes";
import { repositoryPath } from "@/shared/lib/references";
import { LinkButton } from "@/shared/ui/buttons";
import { Group, Stack } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes } from "@/shared/ui/values";
import { type Figures, storageQueries } from "./api";
import { savedBySharing } from "./model";

interface Props {
  project: string;
  repository: string;
}

export function RepositoryView({ project, repository }: Props) {
  const { t } = useTranslation("storage");
  const query = useQuery(storageQueries.repository(project, repository));
  return (
    <QueryView query={query} lines={4}>
      {(figures) => (
        <Stack gap="md">
          <Parts figures={figures} name={repository} />
          <Group>
            <LinkButton
              to="/projects/$project/repos/$"
              params={{ project, _splat: repositoryPath(repository, "tags") }}
            >
              {t("repository.tags")}
            </LinkButton>
          </Group>
        </Stack>
      )}
    </QueryView>
  );
}

function Parts({ figures, name }: { figures: Figures; name: string }) {
  const { t, i18n } = useTranslation("storage");
  const parts = [
    { id: "unique", name: t("repository.unique"), value: figures.unique },
    { id: "shared", name: t("repository.shared"), value: figures.shared },
    { id: "saved", name: t("repository.saved"), value: savedBySharing(figures) },
  ];
  return (
    <ChartFrame
      title={name}
      summary={t("repository.summary", {
        stored: formatBytes(figures.stored, i18n.language),
        unique: formatBytes(figures.unique, i18n.language),
      })}
      table={{
        headers: [t("column.part"), t("column.bytes")],
        rows: parts.map((part) => [part.name, <Bytes key={part.id} value={part.value} />]),
      }}
    >
      <SizeBars
        full={Math.max(figures.logical, figures.stored)}
        bars={parts.map((part) => ({ ...part, text: <Bytes value={part.value} /> }))}
      />
    </ChartFrame>
  );
}
