import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";
import { causeOf, sentenceOf } from "@/shared/registries/causes";
import type { Column } from "@/shared/table/types";
import { Progress, Text } from "@/shared/ui/layout";
import { Bytes, Count, RelTime, StatusBadge, type Tone } from "@/shared/ui/values";
import { settledItems, type Task } from "./model";
import { Lasted } from "./words";

const STATES = {
  queued: "neutral",
  running: "busy",
  retrying: "warning",
  stopped: "warning",
  failed: "bad",
  succeeded: "good",
  skipped: "good",
} as const satisfies Record<string, Tone>;
type State = keyof typeof STATES;

type T = TFunction<["replication", "registries"]>;

export function taskColumns(t: T, now: number): Column<Task>[] {
  return [
    {
      id: "repository",
      header: t("column.repository"),
      isTitle: true,
      cell: (task) => <Names task={task} />,
    },
    {
      id: "state",
      header: t("column.status"),
      width: "180px",
      cell: (task) => <TaskState task={task} />,
    },
    {
      id: "progress",
      header: t("column.progress"),
      width: "200px",
      cell: (task) => <TaskProgress task={task} />,
    },
    {
      id: "tags",
      header: t("column.tags"),
      width: "90px",
      align: "end",
      cell: ({ items }) => <Count value={items.total} />,
    },
    {
      id: "sent",
      header: t("column.sent"),
      width: "100px",
      align: "end",
      cell: ({ bytes }) => <Bytes value={bytes.sent} />,
    },
    {
      id: "lasted",
      header: t("column.lasted"),
      width: "100px",
      align: "end",
      cell: (task) => <Lasted run={task} now={now} />,
    },
  ];
}

/** A repository at both ends, and why it failed where it has. */
function Names({ task }: { task: Task }) {
  const { t } = useTranslation(["replication", "registries"]);
  const { src_resource, dst_resource, cause, error, operation } = task;
  const known = causeOf(cause, error);
  return (
    <div style={{ overflowWrap: "anywhere" }}>
      <Text inherit fw={600}>
        {src_resource}
      </Text>
      {dst_resource !== src_resource && (
        <Text size="sm" c="dimmed">
          → {dst_resource}
        </Text>
      )}
      {operation === "deletion" && <Text size="sm">{t("tasks.deletion")}</Text>}
      {(known || error) && (
        <Text size="sm" c="red" lineClamp={3} title={error}>
          {known ? t(`registries:cause.${known}`) : sentenceOf(error)}
        </Text>
      )}
    </div>
  );
}

function TaskState({ task: { state, attempt, next_attempt_time } }: { task: Task }) {
  const { t } = useTranslation("replication");
  const known = (Object.keys(STATES) as State[]).find((one) => one === state);
  return (
    <>
      <StatusBadge tone={known ? STATES[known] : "neutral"}>
        {known ? t(`state.${known}`) : state}
      </StatusBadge>
      {attempt > 1 && (
        <Text size="sm" c="dimmed">
          {t("attempt", { number: attempt })}
        </Text>
      )}
      {next_attempt_time && (
        <Text size="sm" c="dimmed" component="div">
          {t("nextAttempt")} <RelTime value={next_attempt_time} />
        </Text>
      )}
    </>
  );
}

function TaskProgress({ task: { bytes, items } }: { task: Task }) {
  const { t, i18n } = useTranslation("replication");
  const size = (value: number) => formatBytes(value, i18n.language);
  const done = Math.min(bytes.expected, bytes.present + bytes.sent);
  const settled = settledItems(items);
  if (items.total === 0 && bytes.expected === 0) return "–";
  const part = bytes.expected > 0 ? done / bytes.expected : settled / Math.max(1, items.total);
  return (
    <div>
      <Progress value={part * 100} aria-label={t("column.progress")} mb={4} />
      <Text size="sm" className="number" style={{ whiteSpace: "normal" }}>
        {bytes.expected > 0
          ? t("progress.bytesOf", { done: size(done), total: size(bytes.expected) })
          : t("progress.tagsOf", { done: settled, total: items.total })}
      </Text>
    </div>
  );
}
