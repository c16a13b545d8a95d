import { IconFileText, IconListDetails, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { usePolling } from "@/shared/hooks/use-polling";
import { useCanInScope, useScope } from "@/shared/registries/scope";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { IconButton } from "@/shared/ui/buttons";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { Group, Stack } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { toast } from "@/shared/ui/toasts";
import { replicationQueries } from "./api";
import { useRetryTask } from "./changes";
import { isRetriable, isUnderWay, type OneExecution, type Task } from "./model";
import type { ExecutionSearch } from "./search";
import { StatusFilter } from "./status-filter";
import { taskColumns } from "./task-columns";

const EVERY = 3_000;

interface Props {
  run: OneExecution;
  search: ExecutionSearch;
  onSearch: (change: Partial<ExecutionSearch>) => void;
  onLog: (task: Task) => void;
  onItems: (task: Task) => void;
}

/** What became of each repository, and how far those are that are under way. */
export function TasksTable(props: Props) {
  const { run, search, onSearch } = props;
  const scope = useScope();
  const tasks = useQuery({
    ...replicationQueries.tasks(scope, run.id, search),
    refetchInterval: usePolling(isUnderWay(run) && EVERY),
  });
  return (
    <Stack gap="sm">
      <StatusFilter run={run} status={search.status} onChange={(status) => onSearch({ status })} />
      <QueryView query={tasks} lines={3}>
        {(page) => <Rows {...props} page={page} now={tasks.dataUpdatedAt} />}
      </QueryView>
    </Stack>
  );
}

interface RowsProps extends Props {
  page: PageOf<Task>;
  now: number;
}

function Rows({ run, page, now, search, onSearch, onLog, onItems }: RowsProps) {
  const { t } = useTranslation(["replication", "registries"]);
  const can = useCanInScope();
  if (page.total === 0) {
    if (search.status) return <FilteredOut onClear={() => onSearch({ status: undefined })} />;
    return <NothingYet title={t("tasks.none")} />;
  }
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("view.tasks")}
        choice="replication-tasks"
        rows={page.items}
        columns={taskColumns(t, now)}
        rowId={({ id }) => `${id}`}
        rowName={({ src_resource }) => src_resource}
        onOpen={onLog}
        actions={(task) => (
          <Group gap={2} wrap="nowrap" justify="flex-end">
            {can("replication:create") && isRetriable(task) && <Retry run={run.id} task={task} />}
            <IconButton
              label={t("items.of", { name: task.src_resource })}
              onClick={() => onItems(task)}
            >
              <IconListDetails size={16} />
            </IconButton>
            <IconButton
              label={t("log.of", { name: task.src_resource })}
              onClick={() => onLog(task)}
            >
              <IconFileText size={16} />
            </IconButton>
          </Group>
        )}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
    </Stack>
  );
}

function Retry({ run, task: { id, src_resource: name } }: { run: number; task: Task }) {
  const { t } = useTranslation("replication");
  const retry = useRetryTask(run);
  const again = () =>
    retry.mutate(id, {
      onSuccess: () => toast.success(t("retry.oneDone", { name })),
      onError: toast.failure,
    });
  return (
    <IconButton label={t("retry.one", { name })} loading={retry.isPending} onClick={again}>
      <IconRefresh size={16} />
    </IconButton>
  );
}
