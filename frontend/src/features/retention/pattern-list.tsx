import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "@/shared/forms/fields";
import { Button, IconButton } from "@/shared/ui/buttons";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { newPattern, PATTERNS_AT_MOST, type Pattern } from "./draft";
import classes from "./retention.module.css";

interface Props {
  label: string;
  hint: string;
  value: readonly Pattern[];
  onChange: (patterns: Pattern[]) => void;
}

/** Patterns, each with whether names that fit it are meant or left out. */
export function PatternList({ label, hint, value, onChange }: Props) {
  const { t } = useTranslation("retention");
  const change = (key: number, part: Partial<Pattern>) =>
    onChange(value.map((pattern) => (pattern.key === key ? { ...pattern, ...part } : pattern)));
  return (
    <fieldset className={classes.list}>
      <legend>{label}</legend>
      <Text size="sm" c="dimmed" mb={6}>
        {hint}
      </Text>
      <Stack gap={6} align="flex-start">
        {value.map((pattern, index) => (
          <Row
            key={pattern.key}
            pattern={pattern}
            label={t("form.patternOf", { list: label, number: index + 1 })}
            onChange={(part) => change(pattern.key, part)}
            {...(value.length > 1
              ? { onRemove: () => onChange(value.filter(({ key }) => key !== pattern.key)) }
              : {})}
          />
        ))}
        {value.length < PATTERNS_AT_MOST && (
          <Button
            size="compact-sm"
            weight="plain"
            icon={<IconPlus size={14} />}
            aria-label={t("form.addTo", { list: label })}
            onClick={() => onChange([...value, newPattern("", true)])}
          >
            {t("form.add")}
          </Button>
        )}
      </Stack>
    </fieldset>
  );
}

interface RowProps {
  pattern: Pattern;
  label: string;
  onChange: (part: Partial<Pattern>) => void;
  onRemove?: () => void;
}

function Row({ pattern, label, onChange, onRemove }: RowProps) {
  const { t } = useTranslation("retention");
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" w="100%">
      <SelectField
        aria-label={t("form.kindOf", { pattern: label })}
        w={128}
        flex="none"
        data={[
          { value: "matching", label: t("form.matching") },
          { value: "excluding", label: t("form.excluding") },
        ]}
        value={pattern.isExcluding ? "excluding" : "matching"}
        allowDeselect={false}
        onChange={(value) => onChange({ isExcluding: value === "excluding" })}
      />
      <TextField
        aria-label={label}
        flex={1}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: "mono" }}
        value={pattern.text}
        error={pattern.text.trim() === "" ? t("form.emptyPattern") : null}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      {onRemove && (
        <IconButton label={t("form.remove", { pattern: label })} mt={4} onClick={onRemove}>
          <IconX size={16} />
        </IconButton>
      )}
    </Group>
  );
}
