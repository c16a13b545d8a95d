import { useTranslation } from "react-i18next";
import { useRemoval } from "@/shared/hooks/use-removal";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Alert, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { toast } from "@/shared/ui/toasts";
import { useDelete } from "./api";
import type { Registry } from "./model";

interface Props {
  registry: Registry | null;
  /** The policies that need it: as long as there are any, it stays. */
  users: readonly { name: string }[];
  onClose: () => void;
}

export function DeleteRegistry({ registry, users, onClose }: Props) {
  const { t } = useTranslation("registries");
  const { last, dialog } = useRemoval(registry, useDelete(), onClose, ({ name }) =>
    toast.success(t("delete.done", { name })),
  );
  return (
    <ConfirmDelete
      {...dialog}
      title={t("delete.title", { name: last?.name ?? "" })}
      action={t("delete.action")}
      isDisabled={users.length > 0}
    >
      {users.length > 0 ? (
        <Alert color="yellow" title={t("delete.used", { count: users.length })}>
          <NameList names={users.map(({ name }) => name)} />
        </Alert>
      ) : (
        <Text>{t("delete.text")}</Text>
      )}
    </ConfirmDelete>
  );
}
