import { useTranslation } from "react-i18next";
import { Group, Progress, Text } from "@/shared/ui/layout";
import { StatusBadge, type Tone } from "@/shared/ui/values";
import type { Quota } from "./api";
import { type Fill, fillOf, shareOf } from "./model";

const TONES: Record<Exclude<Fill, "unlimited" | "roomy">, Tone> = {
  scarce: "warning",
  full: "bad",
};
const COLORS: Record<Fill, string> = {
  unlimited: "gray",
  roomy: "var(--chart-1)",
  scarce: "yellow",
  full: "red",
};

/** How full a project is: a bar, the percentage, and a word where it is nearly or wholly full. */
export function Usage({ quota }: { quota: Quota }) {
  const { t, i18n } = useTranslation("quotas");
  const share = shareOf(quota);
  const fill = fillOf(quota);
  if (share === null) {
    return (
      <Text span inherit c="dimmed">
        {t("fill.unlimited")}
      </Text>
    );
  }
  const percent = new Intl.NumberFormat(i18n.language, {
    style: "percent",
    maximumFractionDigits: share < 0.1 ? 1 : 0,
  }).format(share);
  return (
    <div>
      <Group gap={8} wrap="nowrap">
        <span className="number">{percent}</span>
        {fill !== "roomy" && fill !== "unlimited" && (
          <StatusBadge tone={TONES[fill]}>{t(`fill.${fill}`)}</StatusBadge>
        )}
      </Group>
      <Progress
        value={Math.min(100, share * 100)}
        color={COLORS[fill]}
        size="sm"
        mt={4}
        aria-label={t("usageOf", { name: quota.ref.name, percent })}
      />
    </div>
  );
}
