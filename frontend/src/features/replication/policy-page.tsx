import { IconPencil, IconPlayerPlay, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { places } from "@/shared/registries/places";
import { useCanInScope, useScope } from "@/shared/registries/scope";
import { Button, LinkButton } from "@/shared/ui/buttons";
import { Stack } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { toast } from "@/shared/ui/toasts";
import { StatusBadge } from "@/shared/ui/values";
import { useStart } from "./changes";
import type { OnePolicy } from "./model";
import { SettingsPanel } from "./settings-panel";
import { usePolicy } from "./use-live";

const TimelinePanel = whenShown(() =>
  import("./timeline-panel").then((found) => found.TimelinePanel),
);

const ExecutionsTable = whenShown(() =>
  import("./executions-table").then((found) => found.ExecutionsTable),
);

/** One policy: what it does, and how its runs went. */
export function PolicyPage({ id }: { id: number }) {
  const { t } = useTranslation("replication");
  const policy = usePolicy(id);
  return (
    <Page
      title={policy.data?.name ?? t("policy")}
      mark={
        policy.data && !policy.data.enabled && <StatusBadge tone="neutral">{t("off")}</StatusBadge>
      }
      note={policy.data?.description}
      actions={policy.data && <Deeds policy={policy.data} />}
    >
      <QueryView query={policy}>
        {(found) => (
          <Stack gap="md">
            <SettingsPanel policy={found} />
            <TimelinePanel policy={found.id} />
            <ExecutionsTable policy={found.id} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

function Deeds({ policy: { id, enabled } }: { policy: OnePolicy }) {
  const { t } = useTranslation("replication");
  const can = useCanInScope();
  const scope = useScope();
  const navigate = useNavigate();
  const start = useStart();
  const begin = (isDryRun: boolean) =>
    start.mutate(
      { policy: id, isDryRun },
      {
        onSuccess: (execution) => navigate(places.execution(scope, id, execution)),
        onError: toast.failure,
      },
    );
  const isPending = (isDryRun: boolean) => start.isPending && start.variables.isDryRun === isDryRun;
  return (
    <>
      {can("replication:create") && (
        <>
          <Button
            weight="primary"
            icon={<IconPlayerPlay size={16} />}
            disabled={!enabled}
            loading={isPending(false)}
            onClick={() => begin(false)}
          >
            {t("start.run")}
          </Button>
          <Button
            icon={<IconSearch size={16} />}
            disabled={!enabled}
            loading={isPending(true)}
            onClick={() => begin(true)}
          >
            {t("start.dry")}
          </Button>
        </>
      )}
      {can("replication-policy:update") && (
        <LinkButton {...places.policyForm(scope, id)} icon={<IconPencil size={16} />}>
          {t("edit.button")}
        </LinkButton>
      )}
    </>
  );
}
