import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { formatBytes, parseBytes } from "@/shared/lib/bytes";

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
  /** Bytes; `null` where what is typed is no size. */
  value?: number | null;
  onChange?: (bytes: number | null) => void;
}

/** A size as people write it, `10 GiB`; the value is in bytes. */
export function BytesField({ value = null, onChange, ...rest }: BytesFieldProps) {
  const [text, setText] = useState(value === null || value < 0 ? "" : formatBytes(value));
  return (
    <TextInput
      {...rest}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange?.(parseBytes(event.currentTarget.value));
      }}
    />
  );
}
