import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LogView } from "@/shared/logs/log-view";
import { Drawer } from "@/shared/ui/dialog";
import { logOf, type Of } from "./api";
import type { Task } from "./model";

interface Props {
  project: string;
  of: Of;
  /** The repository's part of the run whose log is read. */
  task: Task | null;
  onClose: () => void;
}

export function LogDrawer({ project, of, task, onClose }: Props) {
  const { t } = useTranslation("retention");
  // What closes keeps its words until it is gone.
  const [last, setLast] = useState(task);
  if (task && task !== last) setLast(task);
  return (
    <Drawer
      isOpen={task !== null}
      onClose={onClose}
      size="xl"
      title={t("tasks.log", { repository: last?.repository ?? "" })}
    >
      {last && <LogView key={last.id} source={logOf(project, of, last.id)} />}
    </Drawer>
  );
}
