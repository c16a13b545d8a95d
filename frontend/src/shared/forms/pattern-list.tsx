import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/shared/ui/buttons";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { SelectField, TextField } from "./fields";
import classes from "./pattern-list.module.css";
import { isNamed, newPattern, PATTERNS_AT_MOST, type Pattern } from "./patterns";

interface Props {
  label: string;
  hint: string;
  value?: readonly Pattern[];
  onChange?: (patterns: Pattern[]) => void;
  /** What is wrong with a pattern that is empty. */
  error?: ReactNode;
}

/** Patterns, each with whether names that fit it are meant or left out. */
export function PatternList({ label, hint, value = [], onChange, error }: Props) {
  const { t } = useTranslation();
  const change = (key: number, part: Partial<Pattern>) =>
    onChange?.(value.map((pattern) => (pattern.key === key ? { ...pattern, ...part } : pattern)));
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
            label={t("pattern.ofList", { list: label, number: index + 1 })}
            error={error && !isNamed(pattern) ? error : null}
            onChange={(part) => change(pattern.key, part)}
            {...(value.length > 1
              ? { onRemove: () => onChange?.(value.filter(({ key }) => key !== pattern.key)) }
              : {})}
          />
        ))}
        {value.length < PATTERNS_AT_MOST && (
          <Button
            size="compact-sm"
            weight="plain"
            icon={<IconPlus size={14} />}
            aria-label={t("pattern.addTo", { list: label })}
            onClick={() => onChange?.([...value, newPattern("", true)])}
          >
            {t("pattern.add")}
          </Button>
        )}
      </Stack>
    </fieldset>
  );
}

interface RowProps {
  pattern: Pattern;
  label: string;
  error: ReactNode;
  onChange: (part: Partial<Pattern>) => void;
  onRemove?: () => void;
}

function Row({ pattern, label, error, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" w="100%">
      <SelectField
        aria-label={t("pattern.kindOf", { pattern: label })}
        w={128}
        flex="none"
        data={[
          { value: "matching", label: t("pattern.matching") },
          { value: "excluding", label: t("pattern.excluding") },
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
        error={error}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      {onRemove && (
        <IconButton label={t("pattern.remove", { pattern: label })} mt={4} onClick={onRemove}>
          <IconX size={16} />
        </IconButton>
      )}
    </Group>
  );
}
