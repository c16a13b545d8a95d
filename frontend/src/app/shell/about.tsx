import { Anchor, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { systemQueries } from "@/shared/api/system";
import { Dialog } from "@/shared/ui/dialog";
import { FactLines } from "@/shared/ui/facts";

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

/** Which versions these are, and where the API is described. */
export function About({ isOpen, onClose }: Props) {
  const { t } = useTranslation("app");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("about.title")}>
      <Stack gap="md">
        <Text>{t("about.text")}</Text>
        <Versions />
        <Anchor href="/devcenter-api-2.0" target="_blank" rel="noopener">
          {t("about.api")}
        </Anchor>
      </Stack>
    </Dialog>
  );
}

function Versions() {
  const { t } = useTranslation("app");
  const { data: system } = useQuery(sessionQueries.system());
  const { data: api } = useQuery(systemQueries.apiVersion());
  return (
    <FactLines
      isMono
      facts={[
        [t("about.version"), system?.harbor_version],
        [t("about.apiVersion"), api?.version],
        [t("about.host"), system?.registry_url],
      ]}
    />
  );
}
