import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { LabelChip } from "@/shared/ui/label-chip";
import { Group, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { labelQueries } from "./api";

/** The registry's labels, which work in the project as its own do, and are changed elsewhere. */
export function GlobalLabels() {
  const { t } = useTranslation("labels");
  const labels = useQuery(labelQueries.global());
  return (
    <Panel title={t("titleGlobal")} note={t("global.note")}>
      <QueryView query={labels} lines={1}>
        {({ items, total }) => (
          <Group gap={6}>
            {items.map(({ id, name, color }) => (
              <LabelChip key={id} name={name} color={color} />
            ))}
            {total === 0 && <Text c="dimmed">{t("global.none")}</Text>}
            {total > items.length && (
              <Text c="dimmed">{t("global.more", { count: total - items.length })}</Text>
            )}
          </Group>
        )}
      </QueryView>
    </Panel>
  );
}
