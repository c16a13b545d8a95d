import { useTranslation } from "react-i18next";
import { ChartFrame } from "@/shared/charts/chart-frame";
import { Legend } from "@/shared/charts/legend";
import { Text } from "@/shared/ui/layout";
import { Count } from "@/shared/ui/values";
import type { Histogram as Counts } from "./api";
import { Brush } from "./brush";
import { bucketsOf, narrowed } from "./model";
import type { AuditSearch } from "./search";
import { formatMoment, formatSpan, zoneName } from "./times";

interface Props {
  counts: Counts;
  onSearch: (change: Partial<AuditSearch>) => void;
}

/** How much happened when. A stretch of it that is chosen becomes the log's range of time. */
export function Histogram({ counts, onSearch }: Props) {
  const { t, i18n } = useTranslation("audit");
  const buckets = bucketsOf(counts);
  const total = buckets.reduce((sum, { succeeded, failed }) => sum + succeeded + failed, 0);
  const failed = buckets.reduce((sum, bucket) => sum + bucket.failed, 0);
  const number = new Intl.NumberFormat(i18n.language);
  const isCut = Date.parse(counts.counted_from) > Date.parse(counts.since);
  return (
    <ChartFrame
      title={t("histogram.title")}
      summary={t("histogram.summary", {
        count: total,
        total: number.format(total),
        failed: number.format(failed),
        span: formatSpan(new Date(counts.since), new Date(counts.until), i18n.language),
        zone: zoneName(i18n.language),
      })}
      table={{
        headers: [t("histogram.time"), t("result.succeeded"), t("result.failed")],
        rows: buckets
          .filter((bucket) => bucket.succeeded + bucket.failed > 0)
          .map((bucket) => [
            formatSpan(bucket.start, bucket.end, i18n.language),
            <Count key="succeeded" value={bucket.succeeded} />,
            <Count key="failed" value={bucket.failed} />,
          ]),
      }}
    >
      <Brush
        buckets={buckets}
        onNarrow={(first, last) => onSearch(narrowed([first, last], counts))}
      />
      <Legend names={[t("result.succeeded"), t("result.failed")]} />
      {isCut && (
        <Text size="xs" c="dimmed">
          {t("histogram.cut", {
            time: formatMoment(new Date(counts.counted_from), i18n.language, new Date()),
          })}
        </Text>
      )}
    </ChartFrame>
  );
}
