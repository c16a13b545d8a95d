import { IconPlayerStop, IconTrash, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSetting } from "@/shared/hooks/use-setting";
import { JobProgress } from "@/shared/jobs/job-progress";
import { JobStatus } from "@/shared/jobs/job-status";
import { isUnfinished } from "@/shared/jobs/status";
import { Button, IconButton, LinkButton } from "@/shared/ui/buttons";
import { Alert, Group, Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { toast } from "@/shared/ui/toasts";
import { RelTime } from "@/shared/ui/values";
import type { Place } from "./api";
import { Filter } from "./removal-parts";
import { isCurrent, type Removal, removalQueries, useRemoval, useStopRemoval } from "./removals";

interface PanelProps {
  place: Place;
  /** Whether who looks may open the trash. */
  hasTrash: boolean;
}

/** The repository's newest removal, while it is under way and until somebody has seen its end. */
export function RemovalPanel({ place, hasTrash }: PanelProps) {
  const { data } = useQuery(removalQueries.newest(place));
  const [now] = useState(Date.now);
  const [seen, setSeen] = useSetting(`removal.${place.project}/${place.repository}`);
  if (!data || seen === String(data.id) || !isCurrent(data, now)) return null;
  const close = () => setSeen(String(data.id));
  return <Current place={place} hasTrash={hasTrash} id={data.id} onClose={close} />;
}

interface CurrentProps extends PanelProps {
  id: number;
  onClose: () => void;
}

function Current({ place, hasTrash, id, onClose }: CurrentProps) {
  const { t } = useTranslation(["tags", "common"]);
  const { data: removal } = useRemoval(place, id);
  if (!removal) return null;
  const isOver = !isUnfinished(removal.status);
  return (
    <Panel
      title={t("removal.title")}
      actions={
        isOver ? (
          <IconButton label={t("common:action.close")} onClick={onClose}>
            <IconX size={16} />
          </IconButton>
        ) : (
          <Stop place={place} removal={removal} />
        )
      }
    >
      <Stack gap="xs">
        <Group gap="xs" aria-live="polite">
          <JobStatus status={removal.status} isStopping={removal.is_stopping} />
          <Text size="sm" c="dimmed">
            {removal.started_by} · <RelTime value={removal.creation_time} />
          </Text>
        </Group>
        <Filter q={removal.q} />
        {isOver ? (
          <Result place={place} hasTrash={hasTrash} removal={removal} />
        ) : (
          <JobProgress label={t("removal.title")} done={removal.done} total={removal.total} />
        )}
      </Stack>
    </Panel>
  );
}

function Stop({ place, removal }: { place: Place; removal: Removal }) {
  const { t } = useTranslation("tags");
  const stop = useStopRemoval(place, removal.id);
  return (
    <Button
      icon={<IconPlayerStop size={16} />}
      loading={stop.isPending}
      disabled={removal.is_stopping}
      onClick={() => stop.mutate(undefined, { onError: toast.failure })}
    >
      {t("removal.stop")}
    </Button>
  );
}

const REASONS = ["immutable", "changed", "gone"] as const;

function Result({ place, hasTrash, removal }: PanelProps & { removal: Removal }) {
  const { t } = useTranslation("tags");
  const { deleted, done, total, error } = removal;
  return (
    <Stack gap="xs" align="flex-start">
      <Text>{t("deleteTags.done", { count: deleted })}</Text>
      {total > done && <Text>{t("removal.left", { count: total - done })}</Text>}
      {error && (
        <Alert color="red" title={t("removal.failed")}>
          {error}
        </Alert>
      )}
      <Skipped removal={removal} />
      {hasTrash && deleted > 0 && (
        <LinkButton
          to="/projects/$project/trash"
          params={{ project: place.project }}
          search={{ type: "tag", q: place.repository }}
          icon={<IconTrash size={16} />}
        >
          {t("removal.trash")}
        </LinkButton>
      )}
    </Stack>
  );
}

/** What is still there though it matched, by the reasons. */
function Skipped({ removal: { skipped, skipped_tags } }: { removal: Removal }) {
  const { t } = useTranslation("tags");
  const count = REASONS.reduce((sum, reason) => sum + skipped[reason], 0);
  if (count === 0) return null;
  return (
    <Alert color="yellow" title={t("removal.skipped", { count })} w="100%">
      {REASONS.filter((reason) => skipped[reason] > 0).map((reason) => (
        <Text key={reason} size="sm" style={{ overflowWrap: "anywhere" }}>
          {t(`removal.reason.${reason}`, { count: skipped[reason] })}{" "}
          {skipped_tags
            .filter((tag) => tag.reason === reason)
            .map(({ name }) => name)
            .join(", ")}
        </Text>
      ))}
      {count > skipped_tags.length && (
        <Text size="sm">{t("removal.firstOnly", { count: skipped_tags.length })}</Text>
      )}
    </Alert>
  );
}
