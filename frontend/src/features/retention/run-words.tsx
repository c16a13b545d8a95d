import { useTranslation } from "react-i18next";
import { formatDuration } from "@/shared/lib/time";
import { RelTime } from "@/shared/ui/values";
import { lasted, type Run } from "./model";

/** `Dry run by mona, 3 minutes ago`. */
export function RunWords({ run }: { run: Run }) {
  const { t } = useTranslation("retention");
  const sort = run.dry_run ? t("sort.dry") : t("sort.real");
  return (
    <>
      {run.trigger === "SCHEDULE"
        ? t("by.schedule", { sort })
        : t("by.person", { sort, name: run.started_by })}
      <RelTime value={run.creation_time} />
    </>
  );
}

/** How long something took, or has taken by the time that it was last asked for. */
export function Lasted({ of, now }: { of: Pick<Run, "start_time" | "end_time">; now: number }) {
  const time = lasted(of, now);
  return <span className="number">{time === null ? "–" : formatDuration(time)}</span>;
}
