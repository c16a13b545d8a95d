import { useTranslation } from "react-i18next";
import { StatusBadge } from "@/shared/ui/values";
import { isUnfinished, knownStatus, TONES } from "./status";

interface Props {
  status: string;
  /** Somebody wants it to end, and it has not yet. */
  isStopping?: boolean;
}

/** How a job is doing, in a word. */
export function JobStatus({ status, isStopping = false }: Props) {
  const { t } = useTranslation();
  const known = knownStatus(status);
  if (!known) return <StatusBadge tone="neutral">{status}</StatusBadge>;
  if (isStopping && isUnfinished(status)) {
    return <StatusBadge tone="warning">{t("job.stopping")}</StatusBadge>;
  }
  return <StatusBadge tone={TONES[known]}>{t(`job.status.${known}`)}</StatusBadge>;
}
