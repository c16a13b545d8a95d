import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LogView } from "@/shared/logs/log-view";
import { useScope } from "@/shared/registries/scope";
import { Drawer } from "@/shared/ui/dialog";
import { logOf } from "./api";
import type { Asked } from "./execution-views";
import { ItemsTable } from "./items-table";
import type { OneExecution } from "./model";
import type { ExecutionSearch } from "./search";

interface Props {
  run: OneExecution;
  asked: Asked | null;
  onClose: () => void;
}

/** The log of a task, or its tags, beside the list. */
export function TaskDrawer({ run, asked, onClose }: Props) {
  const { t } = useTranslation("replication");
  const scope = useScope();
  // What closes keeps its words until it is gone.
  const [last, setLast] = useState(asked);
  if (asked && asked !== last) setLast(asked);
  const name = last?.name ?? "";
  return (
    <Drawer
      isOpen={asked !== null}
      onClose={onClose}
      size="xl"
      title={last?.what === "items" ? t("items.of", { name }) : t("log.of", { name })}
    >
      {last?.what === "log" && <LogView key={last.task} source={logOf(scope, run.id, last.task)} />}
      {last?.what === "items" && <OwnItems key={last.task} run={run} task={last.task} />}
    </Drawer>
  );
}

/** The address is the list's own: what is shown here is remembered here. */
function OwnItems({ run, task }: { run: OneExecution; task: number }) {
  const [search, setSearch] = useState<ExecutionSearch>({});
  return (
    <ItemsTable
      run={run}
      task={task}
      search={search}
      onSearch={(change) => setSearch({ ...search, page: undefined, ...change })}
    />
  );
}
