import { IconCheck } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "@/shared/forms/fields";
import { readableOn } from "@/shared/lib/contrast";
import { Stack } from "@/shared/ui/layout";
import classes from "./color-field.module.css";
import { PALETTE } from "./model";

interface Props {
  value?: string;
  onChange?: (color: string) => void;
  error?: React.ReactNode;
}

/** A colour: one of a palette, or any as it is written, `#rrggbb`. */
export function ColorField({ value = "", onChange, error }: Props) {
  const { t } = useTranslation("labels");
  const name = useId();
  return (
    <Stack gap={12}>
      <fieldset className={classes.palette}>
        <legend>{t("column.color")}</legend>
        {PALETTE.map((color) => (
          <label key={color} style={{ background: color, color: readableOn(color) }} title={color}>
            <input
              type="radio"
              name={name}
              aria-label={color}
              checked={value.toLowerCase() === color}
              onChange={() => onChange?.(color)}
            />
            {value.toLowerCase() === color && <IconCheck size={15} aria-hidden />}
          </label>
        ))}
      </fieldset>
      <TextField
        label={t("form.otherColor")}
        placeholder="#336699"
        w={180}
        spellCheck={false}
        autoComplete="off"
        value={value}
        error={error}
        onChange={(event) => onChange?.(event.currentTarget.value.trim())}
      />
    </Stack>
  );
}
