import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";
import { formatDuration, parseTime } from "@/shared/lib/time";
import { FactGrid } from "@/shared/ui/facts";
import { Alert, Progress, Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { Bytes, Count } from "@/shared/ui/values";
import { Rate, TaskCounts } from "./execution-columns";
import { isUnderWay, type OneExecution, partDone, settledItems } from "./model";
import { Lasted } from "./words";

interface Props {
  run: OneExecution;
  /** When it was last asked for. */
  now: number;
}

/** How far a run is, in bytes, tags and repositories, how fast it gets on and how long it takes. */
export function ProgressPanel({ run, now }: Props) {
  const { t } = useTranslation("replication");
  const { bytes, items, rate } = run;
  return (
    <Panel title={t("progress.title")}>
      <Stack gap="md">
        {run.status_text && run.causes.length === 0 && (
          <Alert color="red" variant="light" title={t("progress.failed")}>
            {run.status_text}
          </Alert>
        )}
        <Bars run={run} now={now} />
        <FactGrid
          columnWidth={160}
          facts={[
            [t("column.tasks"), <TaskCounts key="tasks" run={run} />],
            [t("progress.copied"), <Count key="copied" value={items.done} />],
            [t("progress.present"), <Count key="present" value={items.present + items.kept} />],
            [t("column.sent"), <Bytes key="sent" value={bytes.sent} />],
            [t("progress.saved"), <Bytes key="saved" value={bytes.present} />],
            [t("column.rate"), rate !== null && <Rate key="rate" rate={rate} />],
            [t("column.lasted"), <Lasted key="lasted" run={run} now={now} />],
          ]}
        />
      </Stack>
    </Panel>
  );
}

/** Of a dry run nothing is sent: only tags are counted. */
function Bars({ run, now }: Props) {
  const { t, i18n } = useTranslation("replication");
  const { bytes, items, dry_run } = run;
  const part = partDone(run);
  const size = (value: number) => formatBytes(value, i18n.language);
  const done = Math.min(bytes.expected, bytes.present + bytes.sent);
  const settled = settledItems(items);
  if (part === null && isUnderWay(run)) {
    return <Text role="status">{t("progress.listing")}</Text>;
  }
  return (
    <Stack gap="sm">
      {!dry_run && bytes.expected > 0 && (
        <div>
          <Progress value={(done / bytes.expected) * 100} aria-label={t("progress.bytes")} mb={4} />
          <Text size="sm" className="number" style={{ whiteSpace: "normal" }}>
            {t("progress.bytesOf", { done: size(done), total: size(bytes.expected) })}
            <Left run={run} now={now} />
          </Text>
        </div>
      )}
      {items.total > 0 && (
        <div>
          <Progress value={(settled / items.total) * 100} aria-label={t("progress.tags")} mb={4} />
          <Text size="sm" className="number" style={{ whiteSpace: "normal" }}>
            {t("progress.tagsOf", { done: settled, total: items.total })}
          </Text>
        </div>
      )}
    </Stack>
  );
}

function Left({ run, now }: Props) {
  const { t } = useTranslation("common");
  const end = isUnderWay(run) ? parseTime(run.eta) : null;
  if (!end) return null;
  return ` · ${t("job.left", { time: formatDuration(Math.max(1000, +end - now)) })}`;
}
