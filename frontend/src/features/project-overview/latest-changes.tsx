import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { Stack, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { RelTime, StatusBadge } from "@/shared/ui/values";
import { overviewQueries } from "./api";
import classes from "./latest-changes.module.css";

type Row = Schemas["AuditLogExtRead"];

const OPERATIONS = [
  "create",
  "update",
  "delete",
  "pull",
  "copy",
  "restore",
  "start",
  "stop",
] as const;
const TYPES = [
  "artifact",
  "artifact-label",
  "immutable-rule",
  "label",
  "member",
  "project",
  "quota",
  "repository",
  "robot",
  "tag",
  "tag-removal",
  "tag-retention",
] as const;

/** The end of the project's log, for those who may read it. */
export function LatestChanges({ project }: { project: string }) {
  const { t } = useTranslation("project-overview");
  const latest = useQuery(overviewQueries.latest(project));
  return (
    <Panel
      title={t("latest.title")}
      actions={
        <Link to="/projects/$project/logs" params={{ project }} inherit>
          {t("latest.all")}
        </Link>
      }
    >
      <QueryView query={latest}>
        {(rows) => (
          <Stack gap={0}>
            {rows.map((row) => (
              <LogLine key={row.id} row={row} />
            ))}
            {rows.length === 0 && <Text c="dimmed">{t("latest.none")}</Text>}
          </Stack>
        )}
      </QueryView>
    </Panel>
  );
}

function LogLine({ row }: { row: Row }) {
  const { t } = useTranslation("project-overview");
  const operation = OPERATIONS.find((each) => each === row.operation);
  const type = TYPES.find((each) => each === row.resource_type);
  return (
    <div className={classes.line}>
      <div className={classes.what}>
        <strong>{row.username}</strong>{" "}
        <span>{operation ? t(`operation.${operation}`) : row.operation}</span>{" "}
        <span>{type ? t(`type.${type}`) : row.resource_type}</span>{" "}
        <span className="mono">{row.resource}</span>
        {!row.operation_result && (
          <>
            {" "}
            <StatusBadge tone="bad">{t("latest.failed")}</StatusBadge>
          </>
        )}
      </div>
      <Text size="sm" c="dimmed" component="div" flex="none">
        <RelTime value={row.op_time} />
      </Text>
    </div>
  );
}
