import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ComingRuns } from "@/shared/forms/coming-runs";
import { SelectField, TextField } from "@/shared/forms/fields";
import { ZoneField } from "@/shared/forms/schedule-editor";
import { useNow } from "@/shared/hooks/use-now";
import { formatDuration } from "@/shared/lib/time";
import { Alert, SimpleGrid, Stack, Text } from "@/shared/ui/layout";
import { closest, coming, parseLine } from "./cron";
import { cronWords } from "./cron-words";
import { type Draft, PRESETS, type Preset, presetOf } from "./draft";

const NEXT = 5;
const CHOICES = [...(Object.keys(PRESETS) as Preset[]), "custom"] as const;

interface Props {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  isBad: boolean;
  /** Milliseconds that the last run took. */
  lasted: number | null;
}

/** A schedule: a preset or a line of one's own, by which clock, in words and with its next runs. */
export function CronEditor({ draft, onChange, isBad, lasted }: Props) {
  const { t, i18n } = useTranslation(["replication", "common"]);
  const now = useNow();
  const { cron, zone } = draft;
  const times = useMemo(() => {
    const line = parseLine(cron);
    return line ? coming(line, zone, now, NEXT) : [];
  }, [cron, zone, now]);
  const apart = closest(times);
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <SelectField
          label={t("common:schedule.type")}
          data={CHOICES.map((value) => ({ value, label: t(`preset.${value}`) }))}
          value={presetOf(cron)}
          allowDeselect={false}
          onChange={(next) => {
            const preset = CHOICES.find((one) => one === next);
            if (preset && preset !== "custom") onChange({ cron: PRESETS[preset] });
            if (preset === "custom") document.getElementById("policy-cron")?.focus();
          }}
        />
        <TextField
          id="policy-cron"
          label={t("common:schedule.cron")}
          classNames={{ input: "mono" }}
          autoComplete="off"
          spellCheck={false}
          required
          value={cron}
          error={isBad ? t("problem.cron") : null}
          onChange={(event) => onChange({ cron: event.currentTarget.value })}
        />
        <ZoneField value={zone} onChange={(next) => onChange({ zone: next })} />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {t("common:schedule.cronHelp")}
      </Text>
      <Text fw={600} role="status">
        {cronWords(cron, zone, t, i18n.language)}
      </Text>
      <ComingRuns times={times.map((time) => time.toISOString())} />
      {lasted !== null && apart !== null && apart < lasted && (
        <Alert color="yellow" variant="light">
          {t(draft.singleActive ? "when.leftOut" : "when.overlap", {
            lasted: formatDuration(lasted),
            apart: formatDuration(apart),
          })}
        </Alert>
      )}
    </Stack>
  );
}
