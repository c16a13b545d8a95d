import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { Anchor, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";

/** What clients have to trust, where the registry has a certificate that is not a public one's. */
export function CertificatePanel() {
  const { t } = useTranslation("health");
  const system = useQuery(sessionQueries.system());
  return (
    <Panel title={t("certificate.title")}>
      <QueryView query={system} lines={2}>
        {({ has_ca_root, external_url = "" }) =>
          has_ca_root ? (
            <>
              <Text mb={6}>{t("certificate.text")}</Text>
              <Anchor href="/api/v2.0/systeminfo/getcert" download>
                {t("certificate.get")}
              </Anchor>
            </>
          ) : (
            <Text>
              {external_url.startsWith("http:") ? t("certificate.plain") : t("certificate.none")}
            </Text>
          )
        }
      </QueryView>
    </Panel>
  );
}
