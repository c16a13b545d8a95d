import { useTranslation } from "react-i18next";
import { useNow } from "@/shared/hooks/use-now";
import { formatAbsolute, formatRelative } from "@/shared/lib/time";
import { Tooltip } from "@/shared/ui/layout";
import { StatusBadge, type Tone } from "@/shared/ui/values";
import type { Robot } from "./api";
import { type Expiry, expiryOf } from "./model";

const TONES: Record<Expiry, Tone> = {
  never: "neutral",
  later: "neutral",
  soon: "warning",
  expired: "bad",
};

/** When a robot ends; what is near stands out. */
export function ExpiryBadge({ robot }: { robot: Robot }) {
  const { t, i18n } = useTranslation("robots");
  const now = useNow();
  const expiry = expiryOf(robot, now);
  if (expiry === "never") return <span>{t("expiry.never")}</span>;
  const end = new Date(robot.expires_at * 1000);
  const words = formatRelative(end, now, i18n.language);
  const shown = expiry === "expired" ? t("expiry.expired", { when: words }) : words;
  return (
    <Tooltip label={formatAbsolute(end, i18n.language)}>
      <span>
        {expiry === "later" ? shown : <StatusBadge tone={TONES[expiry]}>{shown}</StatusBadge>}
      </span>
    </Tooltip>
  );
}
