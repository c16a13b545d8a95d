import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./buttons";
import { Dialog } from "./dialog";
import { ErrorPanel } from "./error-panel";

export interface Question {
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  /** The verb and how many: `Delete 3 tags`. */
  action: string;
  /** What it means. */
  children: ReactNode;
  isPending?: boolean;
  /** Where nothing of it can be done. */
  isDisabled?: boolean;
  error?: unknown;
}

/** Ask before something is done. The focus begins where nothing happens. */
export function Confirm(props: Question & { weight: "primary" | "danger" }) {
  const { t } = useTranslation();
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
            weight={props.weight}
            loading={props.isPending ?? false}
            disabled={props.isDisabled ?? false}
            onClick={props.onConfirm}
          >
            {props.action}
          </Button>
        </>
      }
    >
      {props.children}
      {props.error ? <ErrorPanel error={props.error} /> : null}
    </Dialog>
  );
}
