import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { Text } from "@/shared/ui/layout";

/** For how long the trash is left alone. */
export function TrashNote() {
  const { t } = useTranslation("gc");
  const { data } = useQuery(sessionQueries.system());
  const days = data?.trash_days;
  if (days === undefined) return null;
  return (
    <Text size="sm" c="dimmed">
      {days > 0 ? t("trash.kept", { count: days }) : t("trash.off")}
    </Text>
  );
}
