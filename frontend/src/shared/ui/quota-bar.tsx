import { Progress, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";

interface Props {
  used: number;
  /** Negative where there is no limit. */
  limit: number;
}

/** From here on a project is about to be full. */
const SCARCE = 0.9;

/** How much of a quota is used: in words, and as a bar where there is a limit. */
export function QuotaBar({ used, limit }: Props) {
  const { t, i18n } = useTranslation();
  const usedText = formatBytes(used, i18n.language);
  if (limit < 0) {
    return (
      <Text span inherit className="number">
        {t("quota.unlimited", { used: usedText })}
      </Text>
    );
  }
  const share = limit === 0 ? 1 : used / limit;
  const words = t("quota.used", { used: usedText, limit: formatBytes(limit, i18n.language) });
  return (
    <div style={{ minWidth: 120 }}>
      <span className="number">{words}</span>
      <Progress
        value={Math.min(100, share * 100)}
        color={share >= SCARCE ? "red" : "var(--chart-1)"}
        size="sm"
        mt={3}
        aria-label={words}
      />
    </div>
  );
}
