import { Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./buttons";
import { Dialog } from "./dialog";
import { ErrorPanel } from "./error-panel";

interface Props {
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  /** The verb and how many: `Delete 3 tags`. */
  action: string;
  /** What goes, what stays, what will be refused. */
  children: ReactNode;
  /** For what cannot be undone and is much: this has to be typed first. */
  typedName?: string;
  isPending?: boolean;
  /** Where nothing of it can be done. */
  isDisabled?: boolean;
  error?: unknown;
}

/** Ask before something is lost. The focus begins where nothing happens. */
export function ConfirmDelete(props: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  // However it was closed: the next question is another one.
  if (!props.isOpen && typed) setTyped("");
  const isConfirmed = !props.typedName || typed.trim() === props.typedName;
  return (
    <Dialog
      isOpen={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      footer={
        <>
          <Button data-autofocus onClick={props.onClose}>
            {t("action.cancel")}
          </Button>
          <Button
            weight="danger"
            loading={props.isPending ?? false}
            disabled={!isConfirmed || (props.isDisabled ?? false)}
            onClick={props.onConfirm}
          >
            {props.action}
          </Button>
        </>
      }
    >
      {props.children}
      {props.typedName && (
        <TextInput
          label={<Text span>{t("confirm.typeName", { name: props.typedName })}</Text>}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {props.error ? <ErrorPanel error={props.error} /> : null}
    </Dialog>
  );
}
