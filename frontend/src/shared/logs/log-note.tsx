import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";
import { Button } from "@/shared/ui/buttons";
import { Group, Text } from "@/shared/ui/layout";
import type { Window } from "./window";

interface Props {
  shown: Window;
  isFollowing: boolean;
  onFollow: () => void;
}

/** What of the log is shown, whether that goes on, and the way back to its end. */
export function LogNote({ shown, isFollowing, onFollow }: Props) {
  const { t, i18n } = useTranslation();
  const { lines, begin, end, size, hasEnded } = shown;
  const isWhole = begin === 0 && end >= size;
  const percent = new Intl.NumberFormat(i18n.language, {
    style: "percent",
    maximumFractionDigits: 2,
  });
  const part = (value: number) => percent.format(value / size);
  const whole = formatBytes(size, i18n.language);
  const count = lines.length;
  const state = hasEnded ? "complete" : isFollowing ? "live" : "paused";
  return (
    <Group justify="space-between" gap="xs" mt={6} mih={30}>
      <Text size="sm" c="dimmed" role="status">
        {t(`log.${state}`)}{" "}
        {isWhole
          ? t("log.all", { count, size: whole })
          : t("log.part", { count, from: part(begin), to: part(end), size: whole })}
      </Text>
      {!isFollowing && (
        <Button size="xs" onClick={onFollow}>
          {hasEnded ? t("log.toEnd") : t("log.follow")}
        </Button>
      )}
    </Group>
  );
}
