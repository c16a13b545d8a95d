import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { systemQueries } from "@/shared/api/system";
import { formatBytes } from "@/shared/lib/bytes";
import { Group, Progress, Stack, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { StatusBadge } from "@/shared/ui/values";
import { ROOM_TONES, roomOn } from "./model";

const COLORS = { plenty: "var(--chart-1)", scarce: "yellow", none: "red" };

/** How full the disks are that the blobs are on. */
export function VolumesPanel() {
  const { t } = useTranslation("health");
  const volumes = useQuery(systemQueries.volumes());
  return (
    <Panel
      title={t("volumes.title")}
      actions={<Link to="/admin/storage">{t("volumes.storage")}</Link>}
    >
      <QueryView query={volumes} lines={2}>
        {({ storage }) => (
          <Stack gap="sm">
            {storage.length === 0 && <Text c="dimmed">{t("volumes.none")}</Text>}
            {storage.map((volume, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: volumes have no names
              <Volume key={index} {...volume} />
            ))}
          </Stack>
        )}
      </QueryView>
    </Panel>
  );
}

function Volume({ total, free }: { total: number; free: number }) {
  const { t, i18n } = useTranslation("health");
  const room = roomOn({ total, free });
  const words = t("volumes.free", {
    free: formatBytes(free, i18n.language),
    total: formatBytes(total, i18n.language),
  });
  return (
    <div>
      <Group gap="xs">
        <Text>{words}</Text>
        <StatusBadge tone={ROOM_TONES[room]}>{t(`room.${room}`)}</StatusBadge>
      </Group>
      <Progress
        value={total > 0 ? ((total - free) / total) * 100 : 0}
        color={COLORS[room]}
        mt={6}
        aria-label={words}
      />
      {room !== "plenty" && (
        <Text size="sm" mt={6}>
          {t("volumes.todo")}
        </Text>
      )}
    </div>
  );
}
