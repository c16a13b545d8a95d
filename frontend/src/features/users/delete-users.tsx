import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Alert, Stack, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { toast } from "@/shared/ui/toasts";
import { type User, useDeleteUsers } from "./api";
import { deletionImpact, typedCount } from "./model";
import { OutcomeDialog } from "./outcome-dialog";

interface Props {
  users: readonly User[];
  isOpen: boolean;
  onClose: () => void;
  onDone: () => void;
}

export function DeleteUsers({ users, isOpen, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const { data: me } = useQuery(sessionQueries.user());
  const remove = useDeleteUsers();
  const impact = deletionImpact(users, me?.username);
  const count = impact.goes.length;
  const typed = typedCount(impact);
  const finish = () => {
    remove.reset();
    onDone();
  };
  const confirm = () =>
    remove.mutate(impact.goes, {
      onSuccess: ({ done, refused }) => {
        if (done.length > 0) toast.success(t("delete.done", { count: done.length }));
        if (refused.length === 0) finish();
      },
    });
  if (remove.data) {
    const { done, refused } = remove.data;
    return (
      <OutcomeDialog
        outcome={remove.data}
        title={t("delete.title")}
        doneText={t("delete.done", { count: done.length })}
        refusedText={t("delete.refused", { count: refused.length })}
        isOpen={isOpen}
        onClose={finish}
      />
    );
  }
  return (
    <ConfirmDelete
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={confirm}
      title={t("delete.title")}
      action={t("delete.action", { count })}
      isPending={remove.isPending}
      isDisabled={count === 0}
      error={remove.error}
      {...(typed ? { typedName: typed } : {})}
    >
      <Stack gap="sm">
        {count > 0 && (
          <div>
            <Text>{t("delete.goes", { count })}</Text>
            <NameList names={impact.goes.map(({ username }) => username)} />
          </div>
        )}
        {count > 0 && <Text size="sm">{t("delete.means")}</Text>}
        {impact.stays.length > 0 && (
          <Alert color="yellow" title={t("delete.stays")}>
            <NameList names={impact.stays.map(({ username }) => username)} />
          </Alert>
        )}
      </Stack>
    </ConfirmDelete>
  );
}
