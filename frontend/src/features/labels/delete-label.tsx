import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { LabelChip } from "@/shared/ui/label-chip";
import { Stack, Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Label, useDeleteLabel } from "./api";

export function DeleteLabel({ label, onClose }: { label: Label | null; onClose: () => void }) {
  const { t } = useTranslation("labels");
  const remove = useDeleteLabel();
  // What closes keeps its words until it is gone.
  const [last, setLast] = useState(label);
  if (label && label !== last) setLast(label);
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () => {
    if (!label) return;
    remove.mutate(label.id, {
      onSuccess: () => {
        toast.success(t("delete.done", { name: label.name }));
        onClose();
      },
    });
  };
  return (
    <ConfirmDelete
      isOpen={label !== null}
      onClose={close}
      onConfirm={confirm}
      title={t("delete.title")}
      action={t("delete.action")}
      isPending={remove.isPending}
      error={remove.error}
    >
      {last && (
        <Stack gap="sm" align="flex-start">
          <LabelChip name={last.name} color={last.color} />
          <Text>{t("delete.what")}</Text>
        </Stack>
      )}
    </ConfirmDelete>
  );
}
