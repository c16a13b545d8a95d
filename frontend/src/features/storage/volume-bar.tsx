import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { systemQueries } from "@/shared/api/system";
import { formatBytes } from "@/shared/lib/bytes";
import { Group, Progress, Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { StatusBadge } from "@/shared/ui/values";

/** From here on whoever runs the registry has to see to it. */
const SCARCE = 0.9;

/** The disks below all of it, with what others keep on them too. */
export function VolumeBar() {
  const { t } = useTranslation("storage");
  const volumes = useQuery(systemQueries.volumes());
  return (
    <Panel title={t("volume.title")} note={t("volume.note")}>
      <QueryView query={volumes} lines={1}>
        {({ storage }) => (
          <Stack gap="sm">
            {storage.length === 0 && <Text c="dimmed">{t("volume.none")}</Text>}
            {storage.map(({ total, free }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: volumes have no names
              <Volume key={index} total={total} free={free} />
            ))}
          </Stack>
        )}
      </QueryView>
    </Panel>
  );
}

function Volume({ total, free }: { total: number; free: number }) {
  const { t, i18n } = useTranslation("storage");
  const share = total > 0 ? (total - free) / total : 0;
  const size = (bytes: number) => formatBytes(bytes, i18n.language);
  const words = t("volume.used", {
    used: size(total - free),
    total: size(total),
    free: size(free),
    percent: new Intl.NumberFormat(i18n.language, { style: "percent" }).format(share),
  });
  return (
    <div>
      <Group gap="xs">
        <Text>{words}</Text>
        {share >= SCARCE && <StatusBadge tone="bad">{t("volume.scarce")}</StatusBadge>}
      </Group>
      <Progress
        value={share * 100}
        color={share >= SCARCE ? "red" : "var(--chart-1)"}
        mt={6}
        aria-label={words}
      />
    </div>
  );
}
