import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "@/shared/forms/fields";
import { Button, IconButton } from "@/shared/ui/buttons";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { type Draft, newDraft, SELECTORS_AT_MOST } from "./model";
import classes from "./selector-list.module.css";

interface Props {
  label: string;
  hint: string;
  value?: Draft[];
  onChange?: (drafts: Draft[]) => void;
  error?: ReactNode;
}

/** Patterns, each with whether names that fit it are meant or left out. */
export function SelectorList({ label, hint, value = [], onChange, error }: Props) {
  const { t } = useTranslation("immutable-rules");
  const change = (key: number, part: Partial<Draft>) =>
    onChange?.(value.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  return (
    <fieldset className={classes.list}>
      <legend>{label}</legend>
      <Text size="sm" c="dimmed" mb="xs">
        {hint}
      </Text>
      <Stack gap="xs" align="flex-start">
        {value.map((draft, index) => (
          <Row
            key={draft.key}
            draft={draft}
            label={t("form.patternOf", { list: label, number: index + 1 })}
            error={error && draft.pattern.trim() === "" ? error : null}
            onChange={(part) => change(draft.key, part)}
            {...(value.length > 1
              ? { onRemove: () => onChange?.(value.filter(({ key }) => key !== draft.key)) }
              : {})}
          />
        ))}
        {value.length < SELECTORS_AT_MOST && (
          <Button
            size="compact-sm"
            weight="plain"
            icon={<IconPlus size={14} />}
            onClick={() => onChange?.([...value, newDraft("")])}
          >
            {t("form.add")}
          </Button>
        )}
      </Stack>
    </fieldset>
  );
}

interface RowProps {
  draft: Draft;
  label: string;
  error: ReactNode;
  onChange: (part: Partial<Draft>) => void;
  onRemove?: () => void;
}

function Row({ draft, label, error, onChange, onRemove }: RowProps) {
  const { t } = useTranslation("immutable-rules");
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" w="100%">
      <SelectField
        aria-label={t("form.kindOf", { pattern: label })}
        w={130}
        flex="none"
        data={[
          { value: "matching", label: t("form.matching") },
          { value: "excluding", label: t("form.excluding") },
        ]}
        value={draft.isExcluding ? "excluding" : "matching"}
        allowDeselect={false}
        onChange={(value) => onChange({ isExcluding: value === "excluding" })}
      />
      <TextField
        aria-label={label}
        flex={1}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: "mono" }}
        value={draft.pattern}
        error={error}
        onChange={(event) => onChange({ pattern: event.currentTarget.value })}
      />
      {onRemove && (
        <IconButton label={t("form.remove", { pattern: label })} mt={4} onClick={onRemove}>
          <IconX size={16} />
        </IconButton>
      )}
    </Group>
  );
}
