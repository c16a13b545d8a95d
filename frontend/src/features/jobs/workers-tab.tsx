import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { usePolling } from "@/shared/hooks/use-polling";
import { DataTable } from "@/shared/table/data-table";
import type { Column } from "@/shared/table/types";
import { NothingYet } from "@/shared/ui/empty-state";
import { Stack, Text, Title } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { RelTime } from "@/shared/ui/values";
import { jobQueries } from "./api";
import { byPool, type Pool, type Worker } from "./model";
import { useKindWords } from "./words";

const EVERY = 5_000;

/** The processes that do jobs, and what each of their threads does. */
export function WorkersTab() {
  const { t } = useTranslation("jobs");
  const refetchInterval = usePolling(EVERY);
  const pools = useQuery({ ...jobQueries.pools(), refetchInterval });
  const workers = useQuery({ ...jobQueries.workers(), refetchInterval });
  return (
    <QueryView query={pools}>
      {({ items }) =>
        items.length === 0 ? (
          <NothingYet title={t("workers.none")}>{t("workers.noneText")}</NothingYet>
        ) : (
          <QueryView query={workers}>
            {(found) => (
              <Stack gap="lg">
                {byPool(items, found).map((each) => (
                  <PoolPart key={each.pool.worker_pool_id} {...each} />
                ))}
              </Stack>
            )}
          </QueryView>
        )
      }
    </QueryView>
  );
}

function PoolPart({ pool, workers }: { pool: Pool; workers: readonly Worker[] }) {
  const { t } = useTranslation("jobs");
  const kindWords = useKindWords();
  const name = t("workers.pool", { host: pool.host, pid: `${pool.pid}` });
  return (
    <Stack gap="sm" component="section">
      <div>
        <Title order={2} size="h5">
          {name}
        </Title>
        <Text size="sm" c="dimmed" component="div">
          {t("workers.since")} <RelTime value={pool.start_at} /> · {t("workers.seen")}{" "}
          <RelTime value={pool.heartbeat_at} />
        </Text>
      </div>
      <DataTable
        caption={name}
        rows={workers}
        columns={columnsOf(t, kindWords)}
        rowId={({ id }) => id}
      />
    </Stack>
  );
}

function columnsOf(t: TFunction<"jobs">, kindWords: (kind: string) => string): Column<Worker>[] {
  return [
    {
      id: "worker",
      header: t("column.worker"),
      isTitle: true,
      cell: ({ id }) => t("workers.thread", { number: id.slice(id.lastIndexOf("/") + 1) }),
    },
    {
      id: "job",
      header: t("column.job"),
      width: "40%",
      cell: ({ job_id, job_name }) =>
        job_id ? t("job", { kind: kindWords(job_name), id: job_id }) : t("workers.idle"),
    },
    {
      id: "progress",
      header: t("column.progress"),
      width: "130px",
      align: "end",
      cell: ({ check_in }) => <span className="number">{check_in || "–"}</span>,
    },
    {
      id: "begun",
      header: t("column.begun"),
      width: "160px",
      cell: ({ start_at }) => (start_at ? <RelTime value={start_at} /> : "–"),
    },
  ];
}
