import { IconPlugConnected } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { StatusBadge } from "@/shared/ui/values";
import { useTestRegistry } from "./changes";
import type { Registry } from "./model";
import { RemoteFailure } from "./remote-failure";

/** The registry that was chosen, and whether it can be reached just now. */
export function RegistryCheck({ registry: { id, url, status } }: { registry: Registry }) {
  const { t } = useTranslation("replication");
  const test = useTestRegistry();
  const isHealthy = test.isSuccess || (test.isIdle && status === "healthy");
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text size="sm" className="mono" style={{ overflowWrap: "anywhere" }}>
          {url}
        </Text>
        <span role="status">
          {isHealthy && <StatusBadge tone="good">{t("ends.healthy")}</StatusBadge>}
          {test.isIdle && status === "unhealthy" && (
            <StatusBadge tone="bad">{t("ends.unhealthy")}</StatusBadge>
          )}
        </span>
        <Button
          size="xs"
          icon={<IconPlugConnected size={14} />}
          loading={test.isPending}
          onClick={() => test.mutate(id)}
        >
          {t("ends.test")}
        </Button>
      </Group>
      {test.isError && <RemoteFailure error={test.error} />}
    </Stack>
  );
}
