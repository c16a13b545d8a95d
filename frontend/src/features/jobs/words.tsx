import { useTranslation } from "react-i18next";
import { formatDuration } from "@/shared/lib/time";
import { type Job, knownKind, knownTrigger, lasted } from "./model";

/** What kind of job it is, in words where there are some. */
export function useKindWords(): (kind: string) => string {
  const { t } = useTranslation("jobs");
  return (kind) => {
    const known = knownKind(kind);
    return known ? t(`kind.${known}`) : kind;
  };
}

/** Who or what began it. */
export function Cause({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const trigger = knownTrigger(job);
  if (trigger === "MANUAL" && job.started_by) return job.started_by;
  return trigger ? t(`trigger.${trigger}`) : job.trigger;
}

/** How long it took, or has taken by the time that it was last asked for. */
export function Lasted({ job, now }: { job: Job; now: number }) {
  const time = lasted(job, now);
  return <span className="number">{time === null ? "–" : formatDuration(time)}</span>;
}
