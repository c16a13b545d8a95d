import type { TFunction } from "i18next";
import { JobProgress } from "@/shared/jobs/job-progress";
import { JobStatus } from "@/shared/jobs/job-status";
import { isUnfinished } from "@/shared/jobs/status";
import type { Column } from "@/shared/table/types";
import { Anchor, Text } from "@/shared/ui/layout";
import { RelTime } from "@/shared/ui/values";
import type { Job } from "./model";
import { Cause, Lasted } from "./words";

interface Options {
  /** When the jobs were last asked for. */
  now: number;
  kindWords: (kind: string) => string;
  onOpen: (job: Job) => void;
}

export function jobColumns(t: TFunction<"jobs">, options: Options): Column<Job>[] {
  const { now, kindWords, onOpen } = options;
  return [
    {
      id: "kind",
      header: t("column.kind"),
      isTitle: true,
      cell: (job) => (
        <>
          <Anchor component="button" type="button" fw={600} onClick={() => onOpen(job)} ta="start">
            {t("job", { kind: kindWords(job.kind), id: job.id })}
          </Anchor>
          {job.error && (
            <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
              {job.error}
            </Text>
          )}
        </>
      ),
    },
    {
      id: "status",
      header: t("column.status"),
      width: "180px",
      cell: (job) => (
        <>
          <JobStatus status={job.status} isStopping={job.is_stopping} />
          {job.next_attempt_time && (
            <Text size="sm" c="dimmed">
              {t("nextAttempt")} <RelTime value={job.next_attempt_time} />
            </Text>
          )}
        </>
      ),
    },
    {
      id: "progress",
      header: t("column.progress"),
      width: "200px",
      cell: (job) => <Progress job={job} now={now} label={t("column.progress")} />,
    },
    {
      id: "begun",
      header: t("column.created"),
      width: "150px",
      cell: (job) => (
        <>
          <RelTime value={job.creation_time} />
          <Text size="sm" c="dimmed" truncate>
            <Cause job={job} />
          </Text>
        </>
      ),
    },
    {
      id: "lasted",
      header: t("column.lasted"),
      width: "110px",
      align: "end",
      cell: (job) => <Lasted job={job} now={now} />,
    },
  ];
}

/** How fast it was is of no use once it is over. */
function Progress({ job, now, label }: { job: Job; now: number; label: string }) {
  const { done, total, rate, eta } = job.progress;
  if (done === 0 && !total) return "–";
  const pace = isUnfinished(job.status) ? { rate, eta } : {};
  return <JobProgress label={label} done={done} total={total} {...pace} now={now} />;
}
