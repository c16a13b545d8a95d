import { useTranslation } from "react-i18next";
import { toApiError } from "@/shared/api/errors";
import { knownCause } from "@/shared/registries/causes";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Alert, Text } from "@/shared/ui/layout";

/** Why something was not to be had: for what a registry did, with what can be done about it. */
export function RemoteFailure({ error }: { error: unknown }) {
  const { t } = useTranslation("registries");
  const { reason, message } = toApiError(error);
  const known = knownCause(reason);
  if (!known) return <ErrorPanel error={error} />;
  return (
    <Alert role="alert" color="red" variant="light" title={t(`cause.${known}`)}>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {message}
      </Text>
      <Text size="sm" mt={4}>
        {t(`fix.${known}`)}
      </Text>
    </Alert>
  );
}
