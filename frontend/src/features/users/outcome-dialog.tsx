import { useTranslation } from "react-i18next";
import type { Outcome } from "@/shared/api/one-by-one";
import { Button } from "@/shared/ui/buttons";
import { Dialog } from "@/shared/ui/dialog";
import { Alert, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import type { User } from "./api";

interface Props {
  outcome: Outcome<User>;
  title: string;
  /** How many it was done to, and how many not. */
  doneText: string;
  refusedText: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Where it was not done to all: to whom it was, and why not to the others. */
export function OutcomeDialog(props: Props) {
  const { t } = useTranslation();
  const { done, refused } = props.outcome;
  return (
    <Dialog
      isOpen={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      footer={<Button onClick={props.onClose}>{t("action.close")}</Button>}
    >
      {done.length > 0 && (
        <div>
          <Text>{props.doneText}</Text>
          <NameList names={done.map(({ username }) => username)} />
        </div>
      )}
      <Alert color="red" title={props.refusedText}>
        <NameList names={refused.map(({ item, reason }) => `${item.username}: ${reason}`)} />
      </Alert>
    </Dialog>
  );
}
