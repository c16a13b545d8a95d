import { useTranslation } from "react-i18next";
import { Confirm } from "@/shared/ui/confirm";
import { Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { Refusals } from "@/shared/ui/refusals";
import { toast } from "@/shared/ui/toasts";
import { type Deed, useBulk } from "./changes";
import type { Policy } from "./model";

interface Props {
  deed: Deed;
  policies: readonly Policy[];
  onClose: () => void;
  /** Something of it was done. */
  onDone: () => void;
}

/** Ask, do it, and say of each policy that was refused why. */
export function BulkDialog({ deed, policies, onClose, onDone }: Props) {
  const { t } = useTranslation("replication");
  const bulk = useBulk();
  const count = policies.length;
  const confirm = () =>
    bulk.mutate(
      { deed, policies },
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
  return (
    <Confirm
      isOpen
      weight={deed === "delete" ? "danger" : "primary"}
      onClose={onClose}
      onConfirm={confirm}
      title={t(`question.${deed}`, { count })}
      action={t(`deed.${deed}`)}
      isPending={bulk.isPending}
      error={bulk.error}
    >
      <Text>{t(`text.${deed}`)}</Text>
      <NameList names={policies.map(({ name }) => name)} />
    </Confirm>
  );
}
