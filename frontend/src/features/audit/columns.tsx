import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useNow } from "@/shared/hooks/use-now";
import { formatAbsolute, formatRelative } from "@/shared/lib/time";
import type { Column } from "@/shared/table/types";
import { Text } from "@/shared/ui/layout";
import type { Row } from "./api";
import classes from "./audit.module.css";
import { ResultBadge } from "./entry";
import { formatMoment } from "./times";
import type { useWords } from "./words";

export function auditColumns(
  t: TFunction<"audit">,
  words: ReturnType<typeof useWords>,
): Column<Row>[] {
  return [
    {
      id: "time",
      header: t("column.time"),
      width: "150px",
      cell: ({ op_time }) => <Moment value={op_time} />,
    },
    {
      id: "actor",
      header: t("filter.username"),
      width: "150px",
      cell: ({ username, principal_kind, credential }) => (
        <span className={classes.resource}>
          {username || (
            <Text span inherit c="dimmed">
              {t("actor.nobody")}
            </Text>
          )}
          <small>
            {principal_kind === "robot" && `${t("kind.robot")} · `}
            {words.credential(credential)}
          </small>
        </span>
      ),
    },
    {
      id: "operation",
      header: t("filter.operation"),
      width: "100px",
      cell: ({ operation }) => words.operation(operation),
    },
    {
      id: "resource",
      header: t("filter.resource"),
      isTitle: true,
      width: "32%",
      cell: ({ resource, resource_type }) => (
        <span className={classes.resource}>
          <Text span inherit fw={600}>
            {resource || "–"}
          </Text>
          <small>{words.type(resource_type)}</small>
        </span>
      ),
    },
    {
      id: "result",
      header: t("filter.result"),
      width: "105px",
      cell: ({ succeeded }) => <ResultBadge succeeded={succeeded} />,
    },
    {
      id: "address",
      header: t("filter.address"),
      width: "130px",
      cell: ({ source_address }) =>
        source_address ? (
          <span className="mono">{source_address}</span>
        ) : (
          <Text span inherit c="dimmed">
            –
          </Text>
        ),
    },
  ];
}

function Moment({ value }: { value: string }) {
  const { i18n } = useTranslation();
  const now = useNow();
  const time = new Date(value);
  return (
    <time dateTime={value} className={classes.moment} title={formatAbsolute(time, i18n.language)}>
      {formatMoment(time, i18n.language, now)}
      <small>{formatRelative(time, now, i18n.language)}</small>
    </time>
  );
}
