import { useTranslation } from "react-i18next";
import { useRemoval } from "@/shared/hooks/use-removal";
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
  const sentence = useSentence();
  const { last, dialog } = useRemoval(rule, useDeleteRule(project), onClose, () =>
    toast.success(t("delete.done")),
  );
  return (
    <ConfirmDelete {...dialog} title={t("delete.title")} action={t("delete.title")}>
      {last && (
        <Stack gap="sm">
          <Text fw={500}>{sentence(draftsOf(last))}</Text>
          <Text>{last.disabled ? t("delete.wasOff") : t("delete.what")}</Text>
        </Stack>
      )}
    </ConfirmDelete>
  );
}
