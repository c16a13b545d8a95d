import { useTranslation } from "react-i18next";
import { Button } from "./buttons";
import { Dialog } from "./dialog";
import { Alert, Text } from "./layout";
import { NameList } from "./name-list";

interface Props {
  title: string;
  /** What comes before the reasons. */
  text: string;
  /** Each with why it was refused. */
  refused: readonly string[];
  /** What was done to the others; nothing, if there are none. */
  done: string;
  onClose: () => void;
}

/** What became of many, where some were refused. */
export function Refusals({ title, text, refused, done, onClose }: Props) {
  const { t } = useTranslation("common");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      footer={<Button onClick={onClose}>{t("action.close")}</Button>}
    >
      {done && <Text>{done}</Text>}
      <Alert color="red" title={text}>
        <NameList names={refused} />
      </Alert>
    </Dialog>
  );
}
