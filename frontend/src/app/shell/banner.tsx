import { Alert, Stack } from "@mantine/core";
import { IconInfoCircle, IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";

/** What everybody has to know: that nothing can be changed now, and what the administrators say. */
export function Banner() {
  const { t } = useTranslation("app");
  const { data: system } = useQuery(sessionQueries.system());
  const words = bannerText(system?.banner_message ?? "");
  if (!system?.read_only && !words) return null;
  return (
    <Stack gap="xs" mb="md">
      {system?.read_only && (
        <Alert color="yellow" icon={<IconLock size={18} />} title={t("banner.readOnly")} />
      )}
      {words && (
        <Alert icon={<IconInfoCircle size={18} />} role="status">
          {words}
        </Alert>
      )}
    </Stack>
  );
}

/** The setting is the words alone, or, as Harbor's own console writes it, JSON with a message. */
export function bannerText(setting: string): string {
  try {
    const parsed: unknown = JSON.parse(setting);
    if (typeof parsed !== "object" || parsed === null || !("message" in parsed)) return setting;
    return String(parsed.message);
  } catch {
    return setting;
  }
}
