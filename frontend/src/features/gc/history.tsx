import { useNavigate } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { JobStatus } from "@/shared/jobs/job-status";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import type { Column } from "@/shared/table/types";
import { Stack, Text, Title } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Bytes, RelTime } from "@/shared/ui/values";
import { type Run, sortOf, summaryOf } from "./model";
import { Lasted } from "./run-words";

interface Props {
  runs: PageOf<Run>;
  /** When they were last asked for. */
  now: number;
  page: number;
  onPage: (page: number) => void;
}

/** The runs that are remembered, the newest first. */
export function History({ runs, now, page, onPage }: Props) {
  const { t } = useTranslation("gc");
  const navigate = useNavigate();
  return (
    <Stack gap="sm" component="section">
      <Title order={2} size="h5">
        {t("history")}
      </Title>
      <DataTable
        caption={t("history")}
        choice="gc"
        rows={runs.items}
        columns={columnsOf(t, now)}
        rowId={({ id }) => `${id}`}
        rowName={({ id }) => t("run", { id })}
        onOpen={({ id }) => navigate({ to: "/admin/gc/runs/$run", params: { run: `${id}` } })}
      />
      <Pager total={runs.total} page={page} onPage={onPage} />
    </Stack>
  );
}

function columnsOf(t: TFunction<"gc">, now: number): Column<Run>[] {
  return [
    {
      id: "run",
      header: t("column.run"),
      isTitle: true,
      cell: (run) => (
        <>
          <Link to="/admin/gc/runs/$run" params={{ run: `${run.id}` }} fw={600}>
            {t("run", { id: run.id })}
          </Link>
          <Text size="sm" c="dimmed">
            {t(`sort.${sortOf(run)}`)}
          </Text>
        </>
      ),
    },
    {
      id: "state",
      header: t("column.state"),
      width: "170px",
      cell: (run) => <JobStatus status={run.job_status} />,
    },
    {
      id: "begun",
      header: t("column.begun"),
      width: "160px",
      cell: (run) => (
        <>
          <RelTime value={run.creation_time} />
          <Text size="sm" c="dimmed" truncate>
            {run.job_kind === "SCHEDULE" ? t("column.schedule") : run.started_by}
          </Text>
        </>
      ),
    },
    {
      id: "lasted",
      header: t("lasted"),
      width: "110px",
      align: "end",
      cell: (run) => <Lasted run={run} now={now} />,
    },
    {
      id: "found",
      header: t("column.found"),
      width: "110px",
      align: "end",
      cell: (run) => <BytesOf value={summaryOf(run)?.bytes} />,
    },
    {
      id: "freed",
      header: t("column.freed"),
      width: "110px",
      align: "end",
      cell: (run) => (
        <BytesOf value={sortOf(run) === "dry" ? undefined : summaryOf(run)?.freed_space} />
      ),
    },
  ];
}

function BytesOf({ value }: { value: number | undefined }) {
  return value === undefined ? "–" : <Bytes value={value} />;
}
