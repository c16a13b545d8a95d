import { Badge, Text, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNow } from "@/shared/hooks/use-now";
import { formatBytes } from "@/shared/lib/bytes";
import { shortDigest } from "@/shared/lib/digest";
import { formatAbsolute, formatRelative, parseTime } from "@/shared/lib/time";
import { CopyButton } from "./copy-button";

/** `1.5 KiB`; the exact number when pointed at. */
export function Bytes({ value }: { value: number }) {
  const { i18n } = useTranslation();
  const exact = `${new Intl.NumberFormat(i18n.language).format(value)} B`;
  return (
    <span className="number" title={exact}>
      {formatBytes(value, i18n.language)}
    </span>
  );
}

export function Count({ value }: { value: number }) {
  const { i18n } = useTranslation();
  return <span className="number">{new Intl.NumberFormat(i18n.language).format(value)}</span>;
}

/** `3 hours ago`; the whole date when pointed at or focused. */
export function RelTime({ value }: { value: string | null | undefined }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const time = parseTime(value);
  if (!time) {
    return (
      <Text span inherit c="dimmed">
        {t("time.never")}
      </Text>
    );
  }
  return (
    <Tooltip label={formatAbsolute(time, i18n.language)}>
      <time dateTime={time.toISOString()}>{formatRelative(time, now, i18n.language)}</time>
    </Tooltip>
  );
}

/** A digest's first digits; the whole one to copy. */
export function Digest({ value, what }: { value: string; what?: string }) {
  return (
    <span className="digest">
      <span className="mono" title={value}>
        {shortDigest(value)}
      </span>
      <CopyButton text={value} {...(what ? { what } : {})} />
    </span>
  );
}

export type Tone = "neutral" | "good" | "busy" | "warning" | "bad";

const COLORS: Record<Tone, string> = {
  neutral: "gray",
  good: "green",
  busy: "tide",
  warning: "yellow",
  bad: "red",
};

/** A state in a word: colour and text, never colour alone. */
export function StatusBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <Badge
      color={COLORS[tone]}
      variant="light"
      className="status"
      data-tone={tone}
      miw="max-content"
    >
      {children}
    </Badge>
  );
}
