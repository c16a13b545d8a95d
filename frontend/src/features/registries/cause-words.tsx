import { useTranslation } from "react-i18next";
import { toApiError } from "@/shared/api/errors";
import { knownCause } from "@/shared/registries/causes";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Alert, Code, Text } from "@/shared/ui/layout";

interface Props {
  cause: string;
  /** The server's sentence on it, which has the particulars. */
  told: string;
}

/** What is wrong with a registry, and what can be done about it. */
export function CauseWords({ cause, told }: Props) {
  const { t } = useTranslation("registries");
  const known = knownCause(cause);
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      title={known ? t(`cause.${known}`) : t("cause.other")}
    >
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {told}
      </Text>
      {known && (
        <Text size="sm" mt={4}>
          {t(`fix.${known}`)}
        </Text>
      )}
      {known === "address" && (
        <Code block mt={6}>
          HARBOR_OUTBOUND_ALLOW=192.0.2.10:5000
        </Code>
      )}
    </Alert>
  );
}

/** Why a request about a registry failed: for what the registry did, in its own words. */
export function Failure({ error }: { error: unknown }) {
  const { reason, message } = toApiError(error);
  return reason ? <CauseWords cause={reason} told={message} /> : <ErrorPanel error={error} />;
}
