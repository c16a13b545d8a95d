import { useTranslation } from "react-i18next";
import { StatusBadge } from "@/shared/ui/values";
import type { User } from "./api";

/** Whether an account may be used. */
export function StateBadge({ user: { active } }: { user: User }) {
  const { t } = useTranslation("users");
  return (
    <StatusBadge tone={active ? "good" : "neutral"}>
      {active ? t("state.enabled") : t("state.disabled")}
    </StatusBadge>
  );
}
