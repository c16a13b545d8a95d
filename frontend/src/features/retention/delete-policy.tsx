import { useTranslation } from "react-i18next";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { useDeletePolicy } from "./api";

interface Props {
  project: string;
  policy: number;
  isOpen: boolean;
  onClose: () => void;
}

export function DeletePolicy({ project, policy, isOpen, onClose }: Props) {
  const { t } = useTranslation("retention");
  const remove = useDeletePolicy(project);
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () =>
    remove.mutate(policy, {
      onSuccess: () => {
        toast.success(t("delete.done"));
        close();
      },
    });
  return (
    <ConfirmDelete
      isOpen={isOpen}
      onClose={close}
      onConfirm={confirm}
      title={t("delete.action")}
      action={t("delete.action")}
      isPending={remove.isPending}
      error={remove.error}
    >
      <Text>{t("delete.text")}</Text>
    </ConfirmDelete>
  );
}
