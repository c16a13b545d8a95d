import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { JobStatus } from "@/shared/jobs/job-status";
import { formatBytes } from "@/shared/lib/bytes";
import { places } from "@/shared/registries/places";
import type { Scope } from "@/shared/registries/scope";
import type { Column } from "@/shared/table/types";
import { Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Bytes, RelTime } from "@/shared/ui/values";
import { type Execution, jobStatus } from "./model";
import { Lasted, TriggerName } from "./words";

export function executionColumns(
  t: TFunction<"replication">,
  scope: Scope,
  now: number,
): Column<Execution>[] {
  return [
    {
      id: "run",
      header: t("column.run"),
      isTitle: true,
      cell: ({ id, policy_id, dry_run }) => (
        <>
          <Link {...places.execution(scope, policy_id, id)} fw={600}>
            {t("run", { id })}
          </Link>
          {dry_run && (
            <Text size="sm" c="dimmed">
              {t("dry")}
            </Text>
          )}
        </>
      ),
    },
    {
      id: "status",
      header: t("column.status"),
      width: "150px",
      cell: ({ status }) => <JobStatus status={jobStatus(status)} />,
    },
    {
      id: "begun",
      header: t("column.begun"),
      width: "160px",
      cell: ({ start_time, trigger, started_by }) => (
        <>
          <RelTime value={start_time} />
          <Text size="sm" c="dimmed" truncate>
            {trigger === "manual" ? started_by : <TriggerName trigger={trigger} />}
          </Text>
        </>
      ),
    },
    {
      id: "lasted",
      header: t("column.lasted"),
      width: "110px",
      align: "end",
      cell: (run) => <Lasted run={run} now={now} />,
    },
    {
      id: "tasks",
      header: t("column.tasks"),
      width: "190px",
      align: "end",
      cell: (run) => <TaskCounts run={run} />,
    },
    {
      id: "sent",
      header: t("column.sent"),
      width: "110px",
      align: "end",
      cell: ({ bytes }) => <Bytes value={bytes.sent} />,
    },
    {
      id: "rate",
      header: t("column.rate"),
      width: "120px",
      align: "end",
      cell: ({ rate }) => <Rate rate={rate} />,
    },
  ];
}

/** `38 of 41, 3 failed`. */
export function TaskCounts({ run }: { run: Execution }) {
  const { t } = useTranslation("replication");
  const { succeed, total, failed, stopped, skipped } = run;
  return (
    <div className="number" style={{ whiteSpace: "normal" }}>
      {t("counts.done", { done: succeed, total })}
      {failed > 0 && (
        <Text size="sm" c="red">
          {t("counts.failed", { count: failed })}
        </Text>
      )}
      {skipped > 0 && (
        <Text size="sm" c="dimmed">
          {t("counts.skipped", { count: skipped })}
        </Text>
      )}
      {stopped > 0 && <Text size="sm">{t("counts.stopped", { count: stopped })}</Text>}
    </div>
  );
}

/** `3.4 KiB/s`. */
export function Rate({ rate }: { rate: number | null }) {
  const { i18n } = useTranslation();
  if (rate === null) return "–";
  return <span className="number">{`${formatBytes(Math.round(rate), i18n.language)}/s`}</span>;
}
