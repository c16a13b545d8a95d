import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { SelectFilter, TextFilter } from "@/shared/filters/filter-bar";
import { IconButton } from "@/shared/ui/buttons";
import { CopyButton } from "@/shared/ui/copy-button";
import { DownloadButton } from "@/shared/ui/download-button";
import { Group, Text } from "@/shared/ui/layout";
import { LEVELS, type Level, type Line, type LogSource } from "./log";
import { type Found, MOST_FOUND } from "./window";

interface Props {
  source: LogSource;
  level: Level | undefined;
  onLevel: (level: Level | undefined) => void;
  onSeek: (words: string) => void;
  /** Where it is, if something is sought. */
  found: UseQueryResult<Found> | undefined;
  chosen: number | null;
  onChoose: (offset: number) => void;
  /** Those that are shown, to be copied. */
  lines: readonly Line[];
}

/** What is sought, what matters, and the whole of it as a file. */
export function LogTools({ source, level, onLevel, lines, ...seeking }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      <Seek {...seeking} />
      <SelectFilter
        label={t("log.level")}
        value={level}
        options={LEVELS.map((value) => ({ value, label: t(`log.${value}`) }))}
        onChange={onLevel}
      />
      {lines.length > 0 && (
        <Group gap={4} ml="auto">
          <CopyButton text={lines.map(({ text }) => text).join("\n")} what={t("log.what")} />
          <DownloadButton size="xs" href={source.address} fileName={source.fileName}>
            {t("log.download")}
          </DownloadButton>
        </Group>
      )}
    </Group>
  );
}

type SeekProps = Pick<Props, "onSeek" | "found" | "chosen" | "onChoose">;

/** Enter goes to the next line that has it. */
function Seek({ onSeek, found, chosen, onChoose }: SeekProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState<string>();
  const offsets = found?.data?.offsets ?? [];
  const at = chosen === null ? -1 : offsets.indexOf(chosen);
  const go = (by: 1 | -1) => {
    const from = at < 0 && by < 0 ? 0 : at;
    const offset = offsets.at((from + by + offsets.length) % offsets.length);
    if (offset !== undefined) onChoose(offset);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    go(1);
  };
  return (
    <form onSubmit={onSubmit}>
      <Group gap={4} wrap="nowrap">
        <TextFilter
          label={t("log.seek")}
          value={words}
          onChange={(next) => {
            setWords(next);
            onSeek(next ?? "");
          }}
        />
        <IconButton
          label={t("log.previous")}
          disabled={offsets.length === 0}
          onClick={() => go(-1)}
        >
          <IconChevronUp size={16} />
        </IconButton>
        <IconButton label={t("log.next")} disabled={offsets.length === 0} onClick={() => go(1)}>
          <IconChevronDown size={16} />
        </IconButton>
        <Text size="sm" c="dimmed" role="status" style={{ whiteSpace: "nowrap" }}>
          {found && <Count found={found} at={at} />}
        </Text>
      </Group>
    </form>
  );
}

function Count({ found, at }: { found: UseQueryResult<Found>; at: number }) {
  const { t, i18n } = useTranslation();
  if (found.isError) return t("log.failed");
  if (!found.data) return t("log.seeking");
  const count = found.data.offsets.length;
  const number = new Intl.NumberFormat(i18n.language);
  const most = `${number.format(count)}${count === MOST_FOUND ? "+" : ""}`;
  if (at >= 0) return t("log.at", { at: number.format(at + 1), most });
  return t("log.found", { count, most });
}
