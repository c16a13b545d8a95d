import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { FigureList } from "./figure-list";

/** A project's own numbers; what no manifest names is in none of its repositories. */
export function ProjectFigures({ tree }: { tree: Schemas["ProjectStorage"] }) {
  const { t } = useTranslation("storage");
  const rows = [
    { name: t("measure.stored"), bytes: tree.stored },
    { name: t("measure.unique"), bytes: tree.unique },
    { name: t("measure.shared"), bytes: tree.shared },
    { name: t("measure.logical"), bytes: tree.logical },
    { name: t("unreferenced"), bytes: tree.unreferenced },
  ];
  return (
    <Panel>
      <FigureList rows={rows} />
      {tree.unreferenced > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {t("unreferencedText")}
        </Text>
      )}
    </Panel>
  );
}
