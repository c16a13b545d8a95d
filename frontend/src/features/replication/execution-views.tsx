import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button } from "@/shared/ui/buttons";
import { Group, Stack, Tabs } from "@/shared/ui/layout";
import { whenOpened, whenShown } from "@/shared/ui/lazy";
import { isDiff, type OneExecution, type Task } from "./model";
import { type ExecutionSearch, VIEWS } from "./search";
import { TasksTable } from "./tasks-table";

const ItemsTable = whenShown(() => import("./items-table").then((found) => found.ItemsTable));
const TaskDrawer = whenOpened(
  () => import("./task-drawer").then((found) => found.TaskDrawer),
  ({ asked }) => asked !== null,
);

/** What is read beside the list: the log of a task, or its tags. */
export interface Asked {
  task: number;
  name: string;
  what: "log" | "items";
}

/** What became of each repository, and of each tag. Of a comparison the tags come first. */
export function ExecutionViews({ run }: { run: OneExecution }) {
  const { t } = useTranslation("replication");
  const [search, setSearch] = useListSearch<ExecutionSearch>();
  const [asked, setAsked] = useState<Asked | null>(null);
  const first = isDiff(run) ? "items" : "tasks";
  const view = search.view ?? first;
  const show = (next: string | null) => {
    const found = VIEWS.find((one) => one === next);
    setSearch({
      view: found === first ? undefined : found,
      status: undefined,
      verdict: undefined,
      outcome: undefined,
    });
  };
  const read = (what: Asked["what"]) => (task: Task) =>
    setAsked({ task: task.id, name: task.src_resource, what });
  return (
    <Stack gap="sm">
      <Tabs value={view} onChange={show} keepMounted={false}>
        <Group justify="space-between" gap="xs" wrap="nowrap" mb="sm">
          <Tabs.List flex={1}>
            {VIEWS.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`view.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <ListLog run={run} onAsk={setAsked} />
        </Group>
        <Tabs.Panel value={view}>
          {view === "items" ? (
            <ItemsTable run={run} task={null} search={search} onSearch={setSearch} />
          ) : (
            <TasksTable
              run={run}
              search={search}
              onSearch={setSearch}
              onLog={read("log")}
              onItems={read("items")}
            />
          )}
        </Tabs.Panel>
      </Tabs>
      <TaskDrawer run={run} asked={asked} onClose={() => setAsked(null)} />
    </Stack>
  );
}

interface ListLogProps {
  run: OneExecution;
  onAsk: (asked: Asked) => void;
}

/** What the source was looked through with has a log too, and is none of the tasks. */
function ListLog({ run: { list_task_id: id }, onAsk }: ListLogProps) {
  const { t } = useTranslation("replication");
  if (id === null) return null;
  return (
    <Button size="xs" onClick={() => onAsk({ task: id, name: t("log.listing"), what: "log" })}>
      {t("log.ofListing")}
    </Button>
  );
}
