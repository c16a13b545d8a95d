import { useTranslation } from "react-i18next";
import {
  NumberField,
  SelectField,
  SwitchField,
  TextareaField,
  TextField,
} from "@/shared/forms/fields";
import { LimitField } from "@/shared/forms/limit-field";
import { RESTRICTIONS, shapeOf } from "./known-settings";
import type { Setting, Value } from "./model";
import classes from "./settings.module.css";
import { useWords } from "./use-words";

interface Props {
  setting: Setting;
  value: Value | null;
  error: string | undefined;
  onChange: (value: Value | null) => void;
}

/** The control that fits what the setting is. */
export function SettingField({ setting, value, error, onChange }: Props) {
  const { t } = useTranslation("settings");
  const { nameOf, hintOf, choiceOf } = useWords();
  const { kind, longest } = shapeOf(setting.key, setting.value);
  const words = { label: nameOf(setting.key), description: hintOf(setting.key), error };
  const text = typeof value === "string" ? value : "";

  if (kind === "flag") {
    return (
      <SwitchField
        {...words}
        classNames={{ label: classes.title }}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  if (kind === "bytes") {
    return (
      <LimitField {...words} value={typeof value === "number" ? value : null} onChange={onChange} />
    );
  }
  if (kind === "number") {
    return (
      <NumberField
        {...words}
        value={typeof value === "number" ? value : ""}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        hideControls
        classNames={{ wrapper: classes.short }}
        onChange={(next) => onChange(typeof next === "number" ? next : null)}
      />
    );
  }
  if (kind === "choice") {
    return (
      <SelectField
        {...words}
        value={text}
        data={RESTRICTIONS.map((each) => ({ value: each, label: choiceOf(each) }))}
        allowDeselect={false}
        classNames={{ wrapper: classes.middle }}
        onChange={(next) => next && onChange(next)}
      />
    );
  }
  if (kind === "words") {
    return (
      <TextareaField
        {...words}
        value={text}
        rows={3}
        maxLength={longest}
        placeholder={t("value.empty")}
        classNames={{ wrapper: classes.long }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextField
      {...words}
      value={text}
      autoComplete="off"
      spellCheck={false}
      classNames={{ wrapper: classes.middle }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
