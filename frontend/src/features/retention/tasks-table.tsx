import { IconFileText } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePolling } from "@/shared/hooks/use-polling";
import { JobStatus } from "@/shared/jobs/job-status";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import type { Column } from "@/shared/table/types";
import { IconButton } from "@/shared/ui/buttons";
import { NothingYet } from "@/shared/ui/empty-state";
import { Stack, Text, Title } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes, Count } from "@/shared/ui/values";
import { type Of, retentionQueries } from "./api";
import type { Task } from "./model";

const EVERY = 4_000;
const LogDrawer = whenOpened(
  () => import("./log-drawer").then((found) => found.LogDrawer),
  ({ task }) => task !== null,
);

interface Props {
  project: string;
  of: Of;
  isLive: boolean;
}

/** What a run did to each repository, with its log. */
export function TasksTable({ project, of, isLive }: Props) {
  const { t } = useTranslation("retention");
  const [page, setPage] = useState(1);
  const [read, setRead] = useState<Task | null>(null);
  const columns = useColumns();
  const tasks = useQuery({
    ...retentionQueries.tasks(project, of, page),
    refetchInterval: usePolling(isLive && EVERY),
  });
  return (
    <Stack gap="sm" component="section">
      <Title order={2} size="h5">
        {t("tasks.title")}
      </Title>
      <QueryView query={tasks} lines={3}>
        {({ items, total }) =>
          total === 0 ? (
            <NothingYet title={t("preview.none")} />
          ) : (
            <Stack gap="sm">
              <DataTable
                caption={t("tasks.title")}
                rows={items}
                columns={columns}
                rowId={({ id }) => `${id}`}
                rowName={({ repository }) => repository}
                onOpen={setRead}
                actions={(task) => (
                  <IconButton
                    label={t("tasks.log", { repository: task.repository })}
                    onClick={() => setRead(task)}
                  >
                    <IconFileText size={16} />
                  </IconButton>
                )}
              />
              <Pager total={total} page={page} onPage={setPage} />
            </Stack>
          )
        }
      </QueryView>
      <LogDrawer project={project} of={of} task={read} onClose={() => setRead(null)} />
    </Stack>
  );
}

function useColumns(): Column<Task>[] {
  const { t } = useTranslation("retention");
  return [
    {
      id: "repository",
      header: t("column.repository"),
      isTitle: true,
      cell: ({ repository, error }) => (
        <div style={{ overflowWrap: "anywhere" }}>
          <Text inherit fw={600}>
            {repository}
          </Text>
          {error && (
            <Text size="sm" c="red">
              {error}
            </Text>
          )}
        </div>
      ),
    },
    {
      id: "state",
      header: t("column.state"),
      width: "170px",
      cell: ({ status }) => <JobStatus status={status} />,
    },
    {
      id: "total",
      header: t("column.total"),
      width: "110px",
      align: "end",
      cell: ({ total }) => <Count value={total} />,
    },
    {
      id: "retained",
      header: t("column.retained"),
      width: "110px",
      align: "end",
      cell: ({ retained }) => <Count value={retained} />,
    },
    {
      id: "deleted",
      header: t("column.deleted"),
      width: "110px",
      align: "end",
      cell: ({ deleted }) => <Count value={deleted} />,
    },
    {
      id: "freed",
      header: t("column.freed"),
      width: "110px",
      align: "end",
      cell: ({ bytes }) => <Bytes value={bytes} />,
    },
  ];
}
