import { CloseButton, Group, Pill, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHotkeys } from "@/shared/hooks/use-hotkeys";
import { Button } from "@/shared/ui/buttons";

const PAUSE = 50;

interface TextFilterProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Narrows the list while somebody types, after each pause. `/` leads to it. */
export function TextFilter({ label, value = "", onChange }: TextFilterProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  // What was said and has not come back: the address follows later, and somebody types on meanwhile.
  const [underWay, setUnderWay] = useState<readonly string[]>([]);
  if (value !== seen) {
    const own = underWay.indexOf(value);
    setSeen(value);
    setUnderWay(underWay.slice(own < 0 ? underWay.length : own + 1));
    // Else the address changed by itself: Back, or the filters were cleared.
    if (own < 0) setText(value);
  }
  const said = underWay.at(-1) ?? seen;
  const say = useEffectEvent((next: string) => {
    setUnderWay([...underWay, next]);
    onChange(next || undefined);
  });
  useEffect(() => {
    if (text === said) return;
    const timer = setTimeout(() => say(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text, said]);
  useHotkeys({ "/": () => field.current?.focus() });
  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      w={{ base: "100%", sm: 224 }}
      leftSection={<IconSearch size={15} />}
      rightSection={
        text && (
          <CloseButton
            size="sm"
            aria-label={t("filter.remove", { name: label })}
            onClick={() => setText("")}
          />
        )
      }
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

interface SelectFilterProps<Value extends string> {
  label: string;
  value: Value | undefined;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
}

/** One of a few; nothing chosen is everything. */
export function SelectFilter<Value extends string>(props: SelectFilterProps<Value>) {
  const { label, value, options, onChange } = props;
  return (
    <Select
      aria-label={label}
      placeholder={label}
      data={[...options]}
      value={value ?? null}
      clearable
      w={{ base: "48%", xs: 160 }}
      onChange={(next) => onChange(options.find((option) => option.value === next)?.value)}
    />
  );
}

interface Chip {
  /** `Visibility: public` */
  label: string;
  onRemove: () => void;
}

interface FilterBarProps {
  /** The fields. */
  children: ReactNode;
  /** What the list is narrowed by now. */
  chips?: readonly Chip[];
  onClear?: () => void;
}

/** A list's filters in a row, and below it those that are in force. */
export function FilterBar({ children, chips = [], onClear }: FilterBarProps) {
  const { t } = useTranslation();
  return (
    <search>
      <Group gap="xs">{children}</Group>
      {chips.length > 0 && (
        <Group gap={6} mt="xs">
          {chips.map(({ label, onRemove }) => (
            <Pill
              key={label}
              withRemoveButton
              onRemove={onRemove}
              removeButtonProps={{
                "aria-label": t("filter.remove", { name: label }),
                "aria-hidden": false,
                tabIndex: 0,
              }}
            >
              {label}
            </Pill>
          ))}
          {onClear && (
            <Button size="compact-xs" weight="plain" onClick={onClear}>
              {t("filter.clearAll")}
            </Button>
          )}
        </Group>
      )}
    </search>
  );
}
