import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { systemQueries } from "@/shared/api/system";
import { formatAbsolute, parseTime } from "@/shared/lib/time";
import { FactLines } from "@/shared/ui/facts";
import { Alert, Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { clockDrift } from "./model";

/** From here on tokens and sessions begin to suffer. */
const DRIFT = 60;

/** What runs, where it is reached, and by which clock. */
export function VersionsPanel() {
  const { t, i18n } = useTranslation("health");
  const system = useQuery(sessionQueries.system());
  const { data: api } = useQuery(systemQueries.apiVersion());
  return (
    <Panel title={t("versions.title")}>
      <QueryView query={system}>
        {(info) => {
          const time = parseTime(info.current_time);
          const drift = clockDrift(info.current_time, system.dataUpdatedAt);
          const rows = [
            [t("versions.registry"), info.harbor_version],
            [t("versions.api"), api?.version],
            [t("versions.host"), info.registry_url],
            [t("versions.url"), info.external_url],
            [t("versions.storage"), storageWords(info.registry_storage_provider_name, t)],
            [t("versions.clock"), time && formatAbsolute(time, i18n.language)],
          ] as const;
          return (
            <Stack gap="sm">
              <FactLines facts={rows} />
              {Math.abs(drift) >= DRIFT && (
                <Alert color="yellow" title={t("drift.title", { count: Math.abs(drift) })}>
                  {t("drift.text")}
                </Alert>
              )}
            </Stack>
          );
        }}
      </QueryView>
    </Panel>
  );
}

/** What the bytes are kept in, as far as there are words for it. */
function storageWords(name: string | undefined, t: TFunction<"health">): string | undefined {
  return name === "filesystem" ? t("versions.filesystem") : name;
}
