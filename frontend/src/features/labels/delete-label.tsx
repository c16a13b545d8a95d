import { useTranslation } from "react-i18next";
import { useRemoval } from "@/shared/hooks/use-removal";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { LabelChip } from "@/shared/ui/label-chip";
import { Stack, Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Label, useDeleteLabel } from "./api";

export function DeleteLabel({ label, onClose }: { label: Label | null; onClose: () => void }) {
  const { t } = useTranslation("labels");
  const { last, dialog } = useRemoval(label, useDeleteLabel(), onClose, ({ name }) =>
    toast.success(t("delete.done", { name })),
  );
  return (
    <ConfirmDelete {...dialog} title={t("delete.title")} action={t("delete.action")}>
      {last && (
        <Stack gap="sm" align="flex-start">
          <LabelChip name={last.name} color={last.color} />
          <Text>{t("delete.what")}</Text>
        </Stack>
      )}
    </ConfirmDelete>
  );
}
