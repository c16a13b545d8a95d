import { IconPlugConnected } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { Alert, Stack } from "@/shared/ui/layout";
import { useTest } from "./api";
import { Failure } from "./cause-words";
import { isAddress, type Registry, reachedBy, type Values } from "./model";

interface Props {
  registry: Registry | undefined;
  values: Values;
}

/** Tries the connection as it is typed; what was found goes once something else is typed. */
export function TestConnection({ registry, values }: Props) {
  const { t } = useTranslation("registries");
  const test = useTest(registry?.id);
  const [tried, setTried] = useState("");
  const asked = JSON.stringify(reachedBy(values));
  const begin = () => {
    setTried(asked);
    test.mutate(reachedBy(values));
  };
  const isCurrent = tried === asked;
  return (
    <Stack gap="xs" align="stretch">
      <div>
        <Button
          icon={<IconPlugConnected size={16} />}
          loading={test.isPending}
          disabled={!isAddress(values.url)}
          onClick={begin}
        >
          {t("test.button")}
        </Button>
      </div>
      <div role="status">
        {isCurrent && test.isSuccess && (
          <Alert color="green" variant="light" title={t("test.ok")}>
            {values.accessKey ? t("test.okSigned") : t("test.okAnonymous")}
          </Alert>
        )}
      </div>
      {isCurrent && test.isError && <Failure error={test.error} />}
    </Stack>
  );
}
