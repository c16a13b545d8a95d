import { Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { timeZones, WHEN_TYPES, type When, whenWords } from "./schedule";

interface Props {
  value: When;
  onChange: (value: When) => void;
  /** What is wrong with the line, or with all of it. */
  error?: string | undefined;
}

/** When something runs by itself: a preset or a line of one's own, and by which clock. */
export function ScheduleEditor({ value, onChange, error }: Props) {
  const { t } = useTranslation();
  const isCustom = value.type === "Custom";
  return (
    <Stack gap="sm">
      <Select
        label={t("schedule.type")}
        description={value.type === "None" ? undefined : whenWords(value, t)}
        data={WHEN_TYPES.map((type) => ({ value: type, label: t(`schedule.type.${type}`) }))}
        value={value.type}
        allowDeselect={false}
        onChange={(next) => {
          const type = WHEN_TYPES.find((each) => each === next);
          if (type) onChange({ ...value, type });
        }}
      />
      {isCustom && (
        <TextInput
          label={t("schedule.cron")}
          description={t("schedule.cronHelp")}
          placeholder="0 30 2 * * *"
          classNames={{ input: "mono" }}
          autoComplete="off"
          spellCheck={false}
          required
          value={value.cron}
          error={error}
          onChange={(event) => onChange({ ...value, cron: event.currentTarget.value })}
        />
      )}
      {value.type !== "None" && (
        <ZoneField
          value={value.timeZone}
          onChange={(timeZone) => onChange({ ...value, timeZone })}
        />
      )}
      {error && !isCustom && (
        <Text c="red" size="sm" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

interface ZoneProps {
  value: string;
  onChange: (value: string) => void;
}

/** By which clock a schedule goes. */
export function ZoneField({ value, onChange }: ZoneProps) {
  const { t } = useTranslation();
  // There are hundreds, and what the server knows besides stays what it is.
  const [zones] = useState(() => [...new Set([value, ...timeZones()])]);
  return (
    <Select
      label={t("schedule.zone")}
      data={zones}
      value={value}
      searchable
      limit={50}
      allowDeselect={false}
      onChange={(next) => next && onChange(next)}
    />
  );
}
