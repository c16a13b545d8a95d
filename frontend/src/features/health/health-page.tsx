import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { useIsVisible } from "@/shared/hooks/use-polling";
import { Button } from "@/shared/ui/buttons";
import { SimpleGrid } from "@/shared/ui/layout";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { StatusBadge } from "@/shared/ui/values";
import { healthQueries } from "./api";
import { CertificatePanel } from "./certificate-panel";
import { Components } from "./components";
import { isHealthy } from "./model";
import { ReadOnlyPanel } from "./read-only-panel";
import { VersionsPanel } from "./versions-panel";
import { VolumesPanel } from "./volumes-panel";

const EVERY = { visible: 10_000, hidden: 120_000 };

/** Whether all parts do their work, and what to do where one does not. */
export function HealthPage() {
  const { t } = useTranslation("health");
  const can = useCan();
  const isVisible = useIsVisible();
  const health = useQuery({
    ...healthQueries.now(),
    refetchInterval: isVisible ? EVERY.visible : EVERY.hidden,
    refetchIntervalInBackground: true,
  });
  const mark = health.data && (
    <StatusBadge tone={isHealthy(health.data) ? "good" : "bad"}>
      {isHealthy(health.data) ? t("status.healthy") : t("status.unhealthy")}
    </StatusBadge>
  );
  return (
    <Page
      title={t("title")}
      mark={<span aria-live="polite">{mark}</span>}
      note={t("note", { seconds: EVERY.visible / 1000 })}
      actions={
        <Button
          icon={<IconRefresh size={16} />}
          loading={health.isFetching && !health.isPending}
          onClick={() => health.refetch()}
        >
          {t("again")}
        </Button>
      }
    >
      <QueryView query={health} lines={4}>
        {({ components }) => <Components components={components} />}
      </QueryView>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        {can("system-volumes:read") && <VolumesPanel />}
        <ReadOnlyPanel />
        <VersionsPanel />
        <CertificatePanel />
      </SimpleGrid>
    </Page>
  );
}
