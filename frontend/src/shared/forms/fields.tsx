import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { exactBytes, parseBytes, UNLIMITED } from "@/shared/lib/bytes";

/** Fields of forms; each takes `{...form.getInputProps("name")}` and a label. */
export {
  Checkbox as CheckboxField,
  MultiSelect as MultiSelectField,
  NumberInput as NumberField,
  PasswordInput as PasswordField,
  Select as SelectField,
  Switch as SwitchField,
  Textarea as TextareaField,
  TextInput as TextField,
} from "@mantine/core";

/** The name of something new: the first field of its form, which nothing fills in or corrects. */
export function NameField(props: TextInputProps) {
  return <TextInput autoComplete="off" spellCheck={false} required data-autofocus {...props} />;
}

interface BytesFieldProps extends Omit<TextInputProps, "value" | "onChange"> {
  /** Bytes, -1 for no limit; `null` where what is typed is no size. */
  value?: number | null;
  onChange?: (bytes: number | null) => void;
}

/** A size as people write it, `10 GiB`; the value is in bytes. */
export function BytesField({ value = null, onChange, ...rest }: BytesFieldProps) {
  const [text, setText] = useState(value === null || value < 0 ? "" : exactBytes(value));
  const [said, setSaid] = useState(value);
  if (value !== said) {
    // It was set from outside: back to what is saved.
    setSaid(value);
    if (value !== null && value >= 0 && parseBytes(text) !== value) setText(exactBytes(value));
  }
  return (
    <TextInput
      autoComplete="off"
      spellCheck={false}
      {...rest}
      value={value === UNLIMITED ? "" : text}
      onChange={(event) => {
        const bytes = parseBytes(event.currentTarget.value);
        setText(event.currentTarget.value);
        setSaid(bytes);
        onChange?.(bytes);
      }}
    />
  );
}
