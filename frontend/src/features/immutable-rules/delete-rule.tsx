import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Stack, Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Rule, useDeleteRule } from "./api";
import { draftsOf } from "./model";
import { useSentence } from "./sentence";

interface Props {
  project: string;
  rule: Rule | null;
  onClose: () => void;
}

export function DeleteRule({ project, rule, onClose }: Props) {
  const { t } = useTranslation("immutable-rules");
  const remove = useDeleteRule(project);
  const sentence = useSentence();
  // What closes keeps its words until it is gone.
  const [last, setLast] = useState(rule);
  if (rule && rule !== last) setLast(rule);
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () => {
    if (!rule) return;
    remove.mutate(rule.id, {
      onSuccess: () => {
        toast.success(t("delete.done"));
        onClose();
      },
    });
  };
  return (
    <ConfirmDelete
      isOpen={rule !== null}
      onClose={close}
      onConfirm={confirm}
      title={t("delete.title")}
      action={t("delete.title")}
      isPending={remove.isPending}
      error={remove.error}
    >
      {last && (
        <Stack gap="sm">
          <Text fw={500}>{sentence(draftsOf(last))}</Text>
          <Text>{last.disabled ? t("delete.wasOff") : t("delete.what")}</Text>
        </Stack>
      )}
    </ConfirmDelete>
  );
}
