import { useTranslation } from "react-i18next";
import type { Outcome } from "@/shared/api/one-by-one";
import { Button } from "@/shared/ui/buttons";
import { Confirm } from "@/shared/ui/confirm";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Dialog } from "@/shared/ui/dialog";
import { Alert, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { toast } from "@/shared/ui/toasts";
import { type Deed, type Robot, useBulk } from "./api";
import { typedCount } from "./model";

interface Props {
  deed: Deed;
  robots: readonly Robot[];
  onClose: () => void;
  /** Something of it was done. */
  onDone: () => void;
}

/** Ask, do it, and say of each robot that was refused why. */
export function BulkDialog({ deed, robots, onClose, onDone }: Props) {
  const { t } = useTranslation(["robots", "common"]);
  const bulk = useBulk();
  const count = robots.length;
  const confirm = () =>
    bulk.mutate(
      { deed, robots },
      {
        onSuccess: ({ done, refused }) => {
          if (done.length > 0) toast.success(t(`done.${deed}`, { count: done.length }));
          onDone();
          if (refused.length === 0) onClose();
        },
      },
    );
  if (bulk.data && bulk.data.refused.length > 0) {
    return <Refusals deed={deed} outcome={bulk.data} onClose={onClose} />;
  }
  const title = t(`question.${deed}`, { count });
  const names = <NameList names={robots.map(({ name }) => name)} />;
  if (deed === "delete") {
    const typed = typedCount(robots);
    return (
      <ConfirmDelete
        isOpen
        onClose={onClose}
        onConfirm={confirm}
        title={title}
        action={t("delete.action", { count })}
        isPending={bulk.isPending}
        error={bulk.error}
        {...(typed ? { typedName: typed } : {})}
      >
        <Text>{t("delete.text", { count })}</Text>
        {names}
      </ConfirmDelete>
    );
  }
  return (
    <Confirm
      isOpen
      onClose={onClose}
      onConfirm={confirm}
      title={title}
      action={t(`action.${deed}`)}
      weight="primary"
      isPending={bulk.isPending}
      error={bulk.error}
    >
      <Text>{t(`text.${deed}`)}</Text>
      {names}
    </Confirm>
  );
}

interface RefusalsProps {
  deed: Deed;
  outcome: Outcome<Robot>;
  onClose: () => void;
}

function Refusals({ deed, outcome, onClose }: RefusalsProps) {
  const { t } = useTranslation(["robots", "common"]);
  const { done, refused } = outcome;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("refused.title", { count: refused.length })}
      footer={<Button onClick={onClose}>{t("common:action.close")}</Button>}
    >
      {done.length > 0 && <Text>{t(`done.${deed}`, { count: done.length })}</Text>}
      <Alert color="red" title={t("refused.text")}>
        <NameList names={refused.map(({ item, reason }) => `${item.name}: ${reason}`)} />
      </Alert>
    </Dialog>
  );
}
