import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { SizeBars } from "@/shared/charts/size-bars";
import { Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { Bytes } from "@/shared/ui/values";
import { gcQueries } from "./api";
import { largestProjects } from "./model";

/** What each project has to pay for no more. */
export function ProjectBytes({ projects }: { projects: Record<string, number> }) {
  const { t } = useTranslation("gc");
  const { largest, rest } = largestProjects(projects);
  const { data: names } = useQuery(gcQueries.names(largest.map(({ id }) => id)));
  if (largest.length === 0) return null;
  return (
    <Panel title={t("projects.title")} note={t("projects.note")}>
      <SizeBars
        bars={largest.map(({ id, bytes }) => ({
          id: `${id}`,
          name: names?.get(id) ?? t("projects.gone", { id }),
          value: bytes,
          text: <Bytes value={bytes} />,
        }))}
      />
      {rest.count > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {t("projects.rest", { count: rest.count })} <Bytes value={rest.bytes} />
        </Text>
      )}
    </Panel>
  );
}
