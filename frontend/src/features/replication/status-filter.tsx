import { useTranslation } from "react-i18next";
import { Group } from "@/shared/ui/layout";
import { Chip } from "./chip";
import { jobStatus, type OneExecution } from "./model";
import { STATUSES, type Status, type TaskStatus } from "./search";

interface Props {
  run: OneExecution;
  status: TaskStatus | undefined;
  onChange: (status: TaskStatus | undefined) => void;
}

/** How many tasks there are in each state; one of them narrows the list to those. */
export function StatusFilter({ run, status, onChange }: Props) {
  const { t, i18n } = useTranslation(["replication", "common"]);
  const counts: Record<Status, number> = {
    InProgress: run.in_progress,
    Failed: run.failed,
    Stopped: run.stopped,
    Succeed: run.succeed,
  };
  const number = (count: number) => count.toLocaleString(i18n.language);
  const shown = STATUSES.filter((one) => counts[one] > 0 || one === status);
  if (run.total === 0) return null;
  return (
    <Group gap={6} role="group" aria-label={t("column.status")}>
      <Chip isOn={status === undefined} onClick={() => onChange(undefined)}>
        {t("counts.all")} {number(run.total)}
      </Chip>
      {shown.map((one) => (
        <Chip
          key={one}
          isOn={status === one}
          onClick={() => onChange(status === one ? undefined : one)}
        >
          {one === "InProgress" ? t("counts.open") : t(`common:job.status.${jobStatus(one)}`)}{" "}
          {number(counts[one])}
        </Chip>
      ))}
    </Group>
  );
}
