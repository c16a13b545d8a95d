import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "@/shared/forms/fields";
import { Paper } from "@/shared/ui/layout";
import classes from "./audit.module.css";
import { CREDENTIALS } from "./model";
import { type AuditSearch, KINDS } from "./search";
import { fromFieldTime, toFieldTime, zoneName } from "./times";
import { useWords } from "./words";

interface Props {
  search: AuditSearch;
  onSearch: (change: Partial<AuditSearch>) => void;
}

const TEXTS = ["username", "resource", "address", "request"] as const;

export function MoreFilters({ search, onSearch }: Props) {
  const { t, i18n } = useTranslation("audit");
  const words = useWords();
  const zone = zoneName(i18n.language);
  return (
    <Paper withBorder p="sm" mt="xs" className={classes.more}>
      {TEXTS.map((name) => (
        <AppliedField
          key={name}
          label={t(`filter.${name}`)}
          value={search[name] ?? ""}
          onApply={(text) => onSearch({ [name]: text.trim() || undefined })}
        />
      ))}
      <SelectField
        label={t("filter.credential")}
        data={CREDENTIALS.map((value) => ({ value, label: words.credential(value) }))}
        value={search.credential ?? null}
        clearable
        onChange={(credential) => onSearch({ credential: credential ?? undefined })}
      />
      <SelectField
        label={t("filter.kind")}
        data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={search.kind ?? null}
        clearable
        onChange={(kind) => onSearch({ kind: KINDS.find((each) => each === kind) })}
      />
      <AppliedField
        type="datetime-local"
        label={t("filter.from", { zone })}
        value={toFieldTime(search.from)}
        onApply={(text) => onSearch({ from: fromFieldTime(text), range: undefined })}
      />
      <AppliedField
        type="datetime-local"
        label={t("filter.to", { zone })}
        value={toFieldTime(search.to)}
        onApply={(text) => onSearch({ to: fromFieldTime(text), range: undefined })}
      />
    </Paper>
  );
}

interface AppliedProps {
  label: string;
  value: string;
  type?: "datetime-local";
  onApply: (text: string) => void;
}

/** Narrows once it is left, or with Enter: half a name or half a date would find nothing. */
function AppliedField({ label, value, type, onApply }: AppliedProps) {
  const [text, setText] = useState(value);
  const [said, setSaid] = useState(value);
  if (value !== said) {
    setSaid(value);
    setText(value);
  }
  const apply = () => {
    if (text !== value) onApply(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") apply();
  };
  return (
    <TextField
      label={label}
      value={text}
      {...(type ? { type, step: 1 } : { spellCheck: false, autoComplete: "off" })}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={onKeyDown}
    />
  );
}
