import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { usePolling } from "@/shared/hooks/use-polling";
import { formatDuration } from "@/shared/lib/time";
import { DataTable } from "@/shared/table/data-table";
import type { Column } from "@/shared/table/types";
import { IconButton } from "@/shared/ui/buttons";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { toast } from "@/shared/ui/toasts";
import { Count, StatusBadge } from "@/shared/ui/values";
import { jobQueries, useQueueDeed } from "./api";
import { type Queue, SCHEDULER } from "./model";
import { useKindWords } from "./words";

const EVERY = 5_000;

/** What waits, of each kind, and whether anything of it may begin. */
export function QueuesTab() {
  const { t } = useTranslation("jobs");
  const can = useCan();
  const queues = useQuery({ ...jobQueries.queues(), refetchInterval: usePolling(EVERY) });
  const kindWords = useKindWords();
  const [cleaned, setCleaned] = useState<string | null>(null);
  return (
    <>
      <QueryView query={queues}>
        {(found) => (
          <DataTable
            caption={t("tab.queues")}
            rows={found}
            columns={columnsOf(t, kindWords)}
            rowId={({ job_type }) => job_type}
            rowName={({ job_type }) => kindWords(job_type)}
            {...(can("jobservice-monitor:stop") && {
              actions: (queue: Queue) => (
                <Deeds
                  queue={queue}
                  name={kindWords(queue.job_type)}
                  onClean={() => setCleaned(queue.job_type)}
                />
              ),
            })}
          />
        )}
      </QueryView>
      <Clean kind={cleaned} onClose={() => setCleaned(null)} />
    </>
  );
}

function columnsOf(t: TFunction<"jobs">, kindWords: (kind: string) => string): Column<Queue>[] {
  return [
    {
      id: "kind",
      header: t("column.kind"),
      isTitle: true,
      cell: ({ job_type }) => <Text fw={600}>{kindWords(job_type)}</Text>,
    },
    {
      id: "state",
      header: t("column.status"),
      width: "160px",
      cell: ({ paused }) => (
        <StatusBadge tone={paused ? "warning" : "good"}>
          {paused ? t("queue.paused") : t("queue.open")}
        </StatusBadge>
      ),
    },
    {
      id: "count",
      header: t("column.waiting"),
      width: "120px",
      align: "end",
      cell: ({ count }) => <Count value={count} />,
    },
    {
      id: "latency",
      header: t("column.latency"),
      width: "170px",
      align: "end",
      cell: ({ count, latency }) => (count > 0 ? formatDuration(latency * 1000) : "–"),
    },
  ];
}

interface DeedsProps {
  queue: Queue;
  name: string;
  onClean: () => void;
}

function Deeds({ queue, name, onClean }: DeedsProps) {
  const { t } = useTranslation("jobs");
  const deed = useQueueDeed();
  const kind = queue.job_type;
  const change = (action: "pause" | "resume") =>
    deed.mutate({ kind, action }, { onError: toast.failure });
  return (
    <>
      {queue.paused ? (
        <IconButton label={t("queue.resume", { name })} onClick={() => change("resume")}>
          <IconPlayerPlay size={16} />
        </IconButton>
      ) : (
        <IconButton label={t("queue.pause", { name })} onClick={() => change("pause")}>
          <IconPlayerPause size={16} />
        </IconButton>
      )}
      {queue.count > 0 && kind !== SCHEDULER && (
        <IconButton label={t("queue.clean", { name })} onClick={onClean}>
          <IconPlayerStop size={16} />
        </IconButton>
      )}
    </>
  );
}

function Clean({ kind, onClose }: { kind: string | null; onClose: () => void }) {
  const { t } = useTranslation("jobs");
  const kindWords = useKindWords();
  const deed = useQueueDeed();
  // What closes keeps its words until it is gone.
  const [last, setLast] = useState(kind);
  if (kind && kind !== last) setLast(kind);
  const name = kindWords(last ?? "");
  const close = () => {
    deed.reset();
    onClose();
  };
  const confirm = () => {
    if (!kind) return;
    const onSuccess = () => {
      toast.success(t("queue.cleaned", { name }));
      close();
    };
    deed.mutate({ kind, action: "stop" }, { onSuccess });
  };
  return (
    <ConfirmDelete
      isOpen={kind !== null}
      onClose={close}
      onConfirm={confirm}
      title={t("queue.clean", { name })}
      action={t("queue.cleanAction")}
      isPending={deed.isPending}
      error={deed.error}
    >
      <Text>{t("queue.cleanText")}</Text>
    </ConfirmDelete>
  );
}
