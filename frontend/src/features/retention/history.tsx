import { useNavigate } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { JobStatus } from "@/shared/jobs/job-status";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import type { Column } from "@/shared/table/types";
import { useListSearch } from "@/shared/table/use-list-search";
import { Stack, Text, Title } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes, RelTime } from "@/shared/ui/values";
import type { Run } from "./model";
import { Lasted } from "./run-words";
import type { RetentionSearch } from "./search";
import { useRuns } from "./use-live";

/** The runs of a policy that are remembered, the newest first. */
export function History({ project, policy }: { project: string; policy: number }) {
  const { t } = useTranslation("retention");
  const navigate = useNavigate();
  const [search, setSearch] = useListSearch<RetentionSearch>();
  const runs = useRuns(project, policy, search.page ?? 1);
  if (runs.data?.total === 0) return null;
  return (
    <Stack gap="sm" component="section">
      <Title order={2} size="h5">
        {t("history")}
      </Title>
      <QueryView query={runs} lines={2}>
        {({ items, total }) => (
          <Stack gap="sm">
            <DataTable
              caption={t("history")}
              rows={items}
              columns={columnsOf(t, project, runs.dataUpdatedAt)}
              rowId={({ id }) => `${id}`}
              rowName={({ id }) => t("run", { id })}
              onOpen={({ id }) =>
                navigate({
                  to: "/projects/$project/retention/runs/$run",
                  params: { project, run: `${id}` },
                })
              }
            />
            <Pager total={total} page={search.page ?? 1} onPage={(page) => setSearch({ page })} />
          </Stack>
        )}
      </QueryView>
    </Stack>
  );
}

function columnsOf(t: TFunction<"retention">, project: string, now: number): Column<Run>[] {
  return [
    {
      id: "run",
      header: t("column.run"),
      isTitle: true,
      cell: ({ id, dry_run }) => (
        <>
          <Link
            to="/projects/$project/retention/runs/$run"
            params={{ project, run: `${id}` }}
            fw={600}
          >
            {t("run", { id })}
          </Link>
          <Text size="sm" c="dimmed">
            {dry_run ? t("sort.dry") : t("sort.real")}
          </Text>
        </>
      ),
    },
    {
      id: "state",
      header: t("column.state"),
      width: "170px",
      cell: ({ status }) => <JobStatus status={status} />,
    },
    {
      id: "begun",
      header: t("column.begun"),
      width: "160px",
      cell: ({ creation_time, trigger, started_by }) => (
        <>
          <RelTime value={creation_time} />
          <Text size="sm" c="dimmed" truncate>
            {trigger === "SCHEDULE" ? t("column.schedule") : started_by}
          </Text>
        </>
      ),
    },
    {
      id: "lasted",
      header: t("lasted"),
      width: "110px",
      align: "end",
      cell: (run) => <Lasted of={run} now={now} />,
    },
    {
      id: "deleted",
      header: t("column.deleted"),
      width: "150px",
      align: "end",
      cell: ({ dry_run, deleted: count, total: of }) =>
        dry_run ? t("wouldOf", { count, of }) : t("countOf", { count, of }),
    },
    {
      id: "freed",
      header: t("column.freed"),
      width: "110px",
      align: "end",
      cell: ({ dry_run, bytes }) => (dry_run ? "–" : <Bytes value={bytes} />),
    },
  ];
}
