import { useTranslation } from "react-i18next";
import { formatDuration, parseTime } from "@/shared/lib/time";
import { Progress, Text } from "@/shared/ui/layout";

interface Props {
  /** What it is the progress of. */
  label: string;
  done: number;
  /** Nothing where nobody knows yet how much there is. */
  total: number | null;
  /** How many in a second, where that is known. */
  rate?: number | null;
  /** When all of it will be done, where that is known. */
  eta?: string | null;
  /** The time that *eta* is told by: that of the answer. */
  now?: number;
}

/** How far a job is, how fast it gets on and how long the rest will take. */
export function JobProgress({ label, done, total, rate = null, eta, now = Date.now() }: Props) {
  const { t, i18n } = useTranslation();
  const end = parseTime(eta);
  const words = [
    total === null ? t("job.done", { count: done }) : t("job.doneOf", { done, total }),
    rate !== null && t("job.rate", { rate: shortNumber(rate, i18n.language) }),
    end && t("job.left", { time: formatDuration(Math.max(1000, +end - now)) }),
  ].filter(Boolean);
  return (
    <div>
      {total !== null && total > 0 && (
        <Progress value={Math.min(100, (done / total) * 100)} aria-label={label} mb={4} />
      )}
      <Text size="sm" className="number" style={{ whiteSpace: "normal" }}>
        {words.join(" · ")}
      </Text>
    </div>
  );
}

function shortNumber(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(value);
}
