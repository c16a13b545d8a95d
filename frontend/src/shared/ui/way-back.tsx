import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { formatAbsolute } from "@/shared/lib/time";

const DAY = 86_400_000;

/** Says, before something is deleted, until when it can be brought back; or that it cannot. */
export function WayBack({ otherwise }: { otherwise?: string }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(sessionQueries.system());
  const [now] = useState(Date.now);
  const days = data?.trash_days;
  if (days === undefined) return null;
  const until = new Date(now + days * DAY);
  return (
    <Text size="sm" c="dimmed">
      {days > 0
        ? t("wayBack.until", { when: formatAbsolute(until, i18n.language) })
        : (otherwise ?? t("wayBack.never"))}
    </Text>
  );
}
