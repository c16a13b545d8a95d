import { IconZoomOut } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChartFrame } from "@/shared/charts/chart-frame";
import { formatBytes } from "@/shared/lib/bytes";
import { formatDuration } from "@/shared/lib/time";
import { Button } from "@/shared/ui/buttons";
import { Group, SegmentedControl, Text } from "@/shared/ui/layout";
import { jobStatus } from "./model";
import { type Bar, type Stretch, timelineOf, within } from "./timeline";
import { TimelinePicture } from "./timeline-picture";
import { useExecutions } from "./use-live";

const HOUR = 3_600_000;
const SPANS = { all: 0, week: 168 * HOUR, day: 24 * HOUR } as const;
type Span = keyof typeof SPANS;

/** The last runs as a picture: when each began, how long it took, how it ended, how much it sent. */
export function TimelinePanel({ policy }: { policy: number }) {
  const { t } = useTranslation("replication");
  const [span, setSpan] = useState<Span>("all");
  const [zoom, setZoom] = useState<Stretch | null>(null);
  const runs = useExecutions(policy, {});
  const words = useWords();
  if (!runs.data || runs.data.items.length === 0) return null;
  const now = runs.dataUpdatedAt;
  const whole = timelineOf(runs.data.items, now, SPANS[span] && now - SPANS[span]);
  const line = zoom ? within(whole, zoom) : whole;
  const failed = whole.bars.filter(({ run }) => run.status === "Failed").length;
  return (
    <ChartFrame
      title={t("timeline.title")}
      summary={t("timeline.summary", { count: whole.bars.length, failed })}
      table={{
        headers: [
          t("column.run"),
          t("column.begun"),
          t("column.lasted"),
          t("column.status"),
          t("column.sent"),
        ],
        rows: whole.bars.map((bar) => words(bar)),
      }}
    >
      <Group gap="xs" mb="xs">
        <SegmentedControl
          size="xs"
          aria-label={t("timeline.span")}
          data={(Object.keys(SPANS) as Span[]).map((value) => ({
            value,
            label: t(`timeline.${value}`),
          }))}
          value={span}
          onChange={(value) => {
            setSpan(value as Span);
            setZoom(null);
          }}
        />
        {zoom ? (
          <Button size="xs" icon={<IconZoomOut size={14} />} onClick={() => setZoom(null)}>
            {t("timeline.whole")}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {t("timeline.hint")}
          </Text>
        )}
      </Group>
      <TimelinePicture line={line} titleOf={(bar) => words(bar).join(" · ")} onZoom={setZoom} />
    </ChartFrame>
  );
}

/** A run in words: its name, its begin, its length, how it ended and what it sent. */
function useWords(): (bar: Bar) => string[] {
  const { t, i18n } = useTranslation(["replication", "common"]);
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "medium" });
  return ({ run, begin, end }) => [
    run.dry_run ? t("timeline.dry", { id: run.id }) : t("run", { id: run.id }),
    date.format(begin),
    formatDuration(end - begin),
    t(`common:job.status.${jobStatus(run.status)}`),
    formatBytes(run.bytes.sent, i18n.language),
  ];
}
