import { Group, Stack, Switch, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { exactBytes, parseBytes, UNLIMITED } from "@/shared/lib/bytes";

interface Props {
  label: string;
  description?: ReactNode;
  /** Bytes, -1 for no limit; `null` where what is typed is no size. */
  value: number | null;
  onChange: (bytes: number | null) => void;
  error?: ReactNode;
  isFocused?: boolean;
}

/** A limit in bytes, as people write it, or none. */
export function LimitField({ label, description, value, onChange, error, isFocused }: Props) {
  const { t } = useTranslation();
  const isUnlimited = value === UNLIMITED;
  const [text, setText] = useState(value === null || value < 0 ? "" : exactBytes(value));
  const [said, setSaid] = useState(value);
  if (value !== said) {
    // It was set from outside: back to what is saved.
    setSaid(value);
    if (value !== null && value >= 0 && parseBytes(text) !== value) setText(exactBytes(value));
  }
  const say = (next: number | null) => {
    setSaid(next);
    onChange(next);
  };
  return (
    <Stack gap={8}>
      <TextInput
        label={label}
        description={description}
        placeholder={isUnlimited ? t("limit.none") : "50 GiB"}
        value={isUnlimited ? "" : text}
        disabled={isUnlimited}
        error={error}
        autoComplete="off"
        spellCheck={false}
        styles={{ wrapper: { maxWidth: 320 } }}
        data-autofocus={isFocused || undefined}
        onChange={(event) => {
          setText(event.currentTarget.value);
          say(parseBytes(event.currentTarget.value));
        }}
      />
      <Group>
        <Switch
          label={t("limit.none")}
          checked={isUnlimited}
          onChange={(event) => say(event.currentTarget.checked ? UNLIMITED : parseBytes(text))}
        />
      </Group>
    </Stack>
  );
}
