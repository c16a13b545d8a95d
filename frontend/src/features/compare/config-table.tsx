import { useTranslation } from "react-i18next";
import type { ImageConfig } from "@/shared/artifacts/config";
import { DataTable } from "@/shared/table/data-table";
import type { Column } from "@/shared/table/types";
import { Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { ChangeMark } from "./change-mark";
import classes from "./compare.module.css";
import { diffConfigs, type Entry } from "./config-diff";
import { useCompareSearch } from "./search";

interface Props {
  base: ImageConfig;
  head: ImageConfig;
}

/** What both images set, thing by thing. */
export function ConfigTable({ base, head }: Props) {
  const { t } = useTranslation("compare");
  const [{ show }] = useCompareSearch();
  const entries = diffConfigs(base, head);
  const changed = entries.filter(({ change }) => change !== "same");
  const shown = show === "changed" ? changed : entries;
  const hidden = entries.length - shown.length;
  return (
    <Panel
      title={t("config.title")}
      {...(hidden > 0 ? { note: t("config.hidden", { count: hidden }) } : {})}
    >
      {shown.length > 0 ? (
        <DataTable
          caption={t("config.title")}
          rows={shown}
          rowId={({ id }) => id}
          columns={configColumns(t)}
        />
      ) : (
        <Text c="dimmed">{t(entries.length > 0 ? "config.same" : "config.none")}</Text>
      )}
    </Panel>
  );
}

type Texts = ReturnType<typeof useTranslation<"compare">>["t"];

function configColumns(t: Texts): Column<Entry>[] {
  return [
    {
      id: "name",
      header: t("config.name"),
      isTitle: true,
      cell: (entry) => <Name entry={entry} />,
    },
    ...(["base", "head"] as const).map((side) => ({
      id: side,
      header: t(side),
      width: "28%",
      cell: (entry: Entry) => <Value entry={entry} value={entry[side]} />,
    })),
    {
      id: "change",
      header: t("change"),
      width: "130px",
      cell: ({ change }) => <ChangeMark change={change}>{t(`config.is.${change}`)}</ChangeMark>,
    },
  ];
}

function Name({ entry }: { entry: Entry }) {
  const { t } = useTranslation("compare");
  if (entry.section === "setting") return t(`setting.${entry.name}`);
  return (
    <div className={classes.value}>
      <div className="mono">{entry.name}</div>
      <Text size="xs" c="dimmed">
        {t(`section.${entry.section}`)}
      </Text>
    </div>
  );
}

function Value({ entry, value }: { entry: Entry; value: string | undefined }) {
  const { t } = useTranslation("compare");
  if (!value) {
    return (
      <Text span inherit c="dimmed">
        {t(value === undefined ? "config.notSet" : "config.empty")}
      </Text>
    );
  }
  if (entry.section === "port" || entry.section === "volume") return t("config.present");
  return <span className={`mono ${classes.value}`}>{value}</span>;
}
