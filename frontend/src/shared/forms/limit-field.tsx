import { Group, Stack, Switch } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { UNLIMITED } from "@/shared/lib/bytes";
import { BytesField } from "./fields";

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
  // What it goes back to where there is a limit again.
  const [last, setLast] = useState<number | null>(null);
  if (!isUnlimited && value !== last) setLast(value);
  return (
    <Stack gap={8}>
      <BytesField
        label={label}
        description={description}
        placeholder={isUnlimited ? t("limit.none") : "50 GiB"}
        value={value}
        onChange={onChange}
        disabled={isUnlimited}
        error={error}
        styles={{ wrapper: { maxWidth: 320 } }}
        data-autofocus={isFocused || undefined}
      />
      <Group>
        <Switch
          label={t("limit.none")}
          checked={isUnlimited}
          onChange={(event) => onChange(event.currentTarget.checked ? UNLIMITED : last)}
        />
      </Group>
    </Stack>
  );
}
