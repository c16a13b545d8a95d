import { Alert, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/shared/api/errors";
import { Button } from "./buttons";
import { CopyButton } from "./copy-button";
import { NotAllowed } from "./empty-state";

interface Props {
  error: unknown;
  onRetry?: () => void;
}

/** What went wrong, where it went wrong, with what a support request needs. */
export function ErrorPanel({ error, onRetry }: Props) {
  const { t } = useTranslation();
  const failure = toApiError(error);
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={t("error.failed")}
    >
      <Text>
        {failure.isOffline && failure.code === "OFFLINE" ? t("error.offline") : failure.message}
      </Text>
      {failure.requestId && (
        <Group gap={4} mt={4}>
          <Text size="xs" c="dimmed">
            {t("error.requestId")} <span className="mono">{failure.requestId}</span>
          </Text>
          <CopyButton text={failure.requestId} />
        </Group>
      )}
      {onRetry && (
        <Button mt="sm" size="xs" onClick={onRetry}>
          {t("action.retry")}
        </Button>
      )}
    </Alert>
  );
}

/** In place of what could not be loaded. */
export function LoadFailure({ error, onRetry }: Props) {
  if (toApiError(error).status === 403) return <NotAllowed />;
  return <ErrorPanel error={error} {...(onRetry ? { onRetry } : {})} />;
}
