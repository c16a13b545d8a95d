import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Dialog } from "@/shared/ui/dialog";
import { Stack } from "@/shared/ui/layout";
import type { Outcomes } from "./changes";
import { Refused } from "./impact-parts";

export interface BulkDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** All or a part of it was done. */
  onDone: () => void;
}

interface Props extends BulkDialogProps {
  title: string;
  action: string;
  items: readonly string[];
  remove: UseMutationResult<Outcomes, Error, readonly string[]>;
  onSuccess: (outcomes: Outcomes) => void;
  /** In a sentence how much of it was done. */
  done: (count: number) => string;
  typedName: string | undefined;
  isDisabled: boolean;
  /** What the deletion would do. */
  children: ReactNode;
}

/** Asks, deletes, and stays open with the reasons where something was refused. */
export function BulkDelete({ remove, isOpen, title, items, children, ...rest }: Props) {
  const { t } = useTranslation(["tags", "common"]);
  const close = () => {
    const hasDone = Boolean(remove.data?.done.length);
    remove.reset();
    if (hasDone) rest.onDone();
    rest.onClose();
  };
  const confirm = () =>
    remove.mutate(items, {
      onSuccess: (outcomes) => {
        if (outcomes.done.length > 0) rest.onSuccess(outcomes);
        if (outcomes.refused.length > 0) return;
        remove.reset();
        rest.onDone();
        rest.onClose();
      },
    });
  if (remove.data && remove.data.refused.length > 0) {
    return (
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={title}
        footer={<Button onClick={close}>{t("common:action.close")}</Button>}
      >
        <Refused outcomes={remove.data} done={rest.done(remove.data.done.length)} />
      </Dialog>
    );
  }
  return (
    <ConfirmDelete
      isOpen={isOpen}
      onClose={close}
      onConfirm={confirm}
      title={title}
      action={rest.action}
      isPending={remove.isPending}
      isDisabled={rest.isDisabled}
      error={remove.error}
      {...(rest.typedName ? { typedName: rest.typedName } : {})}
    >
      <Stack gap="sm">{children}</Stack>
    </ConfirmDelete>
  );
}
