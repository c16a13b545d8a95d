import { useTranslation } from "react-i18next";
import type { Outcome } from "@/shared/api/one-by-one";
import { Button } from "@/shared/ui/buttons";
import { Confirm } from "@/shared/ui/confirm";
import { Dialog } from "@/shared/ui/dialog";
import { Alert, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
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
    return <Refusals deed={deed} outcome={bulk.data} onClose={onClose} />;
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

interface RefusalsProps {
  deed: Deed;
  outcome: Outcome<Policy>;
  onClose: () => void;
}

function Refusals({ deed, outcome: { done, refused }, onClose }: RefusalsProps) {
  const { t } = useTranslation(["replication", "common"]);
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
