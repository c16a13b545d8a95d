import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Confirm, type Question } from "./confirm";

interface Props extends Question {
  /** For what cannot be undone and is much: this has to be typed first. */
  typedName?: string;
}

/** Ask before something is lost, saying what goes, what stays and what will be refused. */
export function ConfirmDelete({ typedName, children, isDisabled = false, ...question }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  // However it was closed: the next question is another one.
  if (!question.isOpen && typed) setTyped("");
  const isConfirmed = !typedName || typed.trim() === typedName;
  return (
    <Confirm {...question} weight="danger" isDisabled={!isConfirmed || isDisabled}>
      {children}
      {typedName && (
        <TextInput
          label={<Text span>{t("confirm.typeName", { name: typedName })}</Text>}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </Confirm>
  );
}
