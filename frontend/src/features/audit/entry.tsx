import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "@/shared/ui/copy-button";
import { Drawer } from "@/shared/ui/dialog";
import { FactGrid } from "@/shared/ui/facts";
import { Stack, Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { StatusBadge } from "@/shared/ui/values";
import { auditQueries, type Row } from "./api";
import classes from "./audit.module.css";
import { Diff } from "./diff";
import { formatMoment } from "./times";
import { useWords } from "./words";

/** What an entry's row has no room for. */
export function Entry({ row, actions }: { row: Row; actions?: ReactNode }) {
  const { t } = useTranslation(["audit", "common"]);
  const words = useWords();
  return (
    <div className={classes.entry}>
      <Diff operation={row.operation} details={row.details} />
      <FactGrid
        facts={[
          [t("filter.credential"), words.credential(row.credential)],
          [t("column.project"), row.project_name],
          [t("entry.agent"), row.user_agent],
          copied(t("common:error.requestId"), row.request_id),
          copied(t("entry.time"), row.op_time),
        ]}
      />
      {actions}
    </div>
  );
}

/** A fact that is taken elsewhere as it is written. */
function copied(name: string, text: string): [string, ReactNode] {
  const value = text && (
    <>
      <span className="mono">{text}</span>
      <CopyButton text={text} what={name} />
    </>
  );
  return [name, value];
}

interface DrawerProps {
  id: number | undefined;
  onClose: () => void;
}

/** One entry by its number, whatever the log is narrowed to: a link to it stays good. */
export function EntryDrawer({ id, onClose }: DrawerProps) {
  const { t } = useTranslation("audit");
  return (
    <Drawer
      isOpen={id !== undefined}
      onClose={onClose}
      size="lg"
      title={t("entry.title", { id: id ?? "" })}
    >
      {id !== undefined && <Loaded id={id} />}
    </Drawer>
  );
}

function Loaded({ id }: { id: number }) {
  const { t, i18n } = useTranslation("audit");
  const words = useWords();
  const query = useQuery(auditQueries.row(id));
  return (
    <QueryView query={query}>
      {(row) => (
        <Stack gap="md">
          <div className={classes.resource}>
            <Text fw={600}>{row.resource}</Text>
            <small>{`${words.operation(row.operation)} · ${words.type(row.resource_type)}`}</small>
          </div>
          <FactGrid
            facts={[
              [t("column.time"), formatMoment(new Date(row.op_time), i18n.language, new Date())],
              [t("filter.username"), row.username],
              [t("filter.result"), <ResultBadge key="result" succeeded={row.succeeded} />],
              [t("filter.address"), row.source_address],
            ]}
          />
          <Entry row={row} />
        </Stack>
      )}
    </QueryView>
  );
}

export function ResultBadge({ succeeded }: { succeeded: boolean }) {
  const { t } = useTranslation("audit");
  return (
    <StatusBadge tone={succeeded ? "good" : "bad"}>
      {succeeded ? t("result.succeeded") : t("result.failed")}
    </StatusBadge>
  );
}
