import { useTranslation } from "react-i18next";
import { formatDuration } from "@/shared/lib/time";
import { RelTime } from "@/shared/ui/values";
import { lasted, type Run, sortOf } from "./model";

/** `Dry run by admin, 3 minutes ago`. */
export function RunWords({ run }: { run: Run }) {
  const { t } = useTranslation("gc");
  const sort = t(`sort.${sortOf(run)}`);
  const isScheduled = run.job_kind === "SCHEDULE";
  return (
    <>
      {isScheduled ? t("by.schedule", { sort }) : t("by.person", { sort, name: run.started_by })}
      <RelTime value={run.creation_time} />
    </>
  );
}

/** How long a run took, or has taken by the time that it was last asked for. */
export function Lasted({ run, now }: { run: Run; now: number }) {
  const time = lasted(run, now);
  return <span className="number">{time === null ? "–" : formatDuration(time)}</span>;
}
