import { useTranslation } from "react-i18next";
import { Confirm } from "@/shared/ui/confirm";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { Refusals } from "@/shared/ui/refusals";
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
  const { t } = useTranslation("robots");
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
    const { done, refused } = bulk.data;
    return (
      <Refusals
        title={t("refused.title", { count: refused.length })}
        text={t("refused.text")}
        refused={refused.map(({ item, reason }) => `${item.name}: ${reason}`)}
        done={done.length > 0 ? t(`done.${deed}`, { count: done.length }) : ""}
        onClose={onClose}
      />
    );
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
