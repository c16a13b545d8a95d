import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { toast } from "@/shared/ui/toasts";
import { useRetryFailed } from "./changes";
import type { OneExecution } from "./model";

/** Does again what failed of a run, and nothing else. */
export function RetryFailed({ run: { id, failed } }: { run: OneExecution }) {
  const { t } = useTranslation("replication");
  const retry = useRetryFailed();
  const again = () =>
    retry.mutate(id, {
      onSuccess: (count) => toast.success(t("retry.done", { count })),
      onError: toast.failure,
    });
  return (
    <Button
      weight="primary"
      icon={<IconRefresh size={16} />}
      loading={retry.isPending}
      onClick={again}
    >
      {t("retry.failed", { count: failed })}
    </Button>
  );
}
