import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Outcome } from "@/shared/api/one-by-one";
import { sessionQueries } from "@/shared/api/session";
import { Button } from "@/shared/ui/buttons";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Dialog } from "@/shared/ui/dialog";
import { Alert, Stack, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { toast } from "@/shared/ui/toasts";
import { type User, useDeleteUsers } from "./api";
import { deletionImpact, typedCount } from "./model";

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
  if (remove.data) return <Result outcome={remove.data} isOpen={isOpen} onClose={finish} />;
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

interface ResultProps {
  outcome: Outcome<User>;
  isOpen: boolean;
  onClose: () => void;
}

/** Where not all went: which did, and why the others did not. */
function Result({ outcome: { done, refused }, isOpen, onClose }: ResultProps) {
  const { t } = useTranslation(["users", "common"]);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("delete.title")}
      footer={<Button onClick={onClose}>{t("common:action.close")}</Button>}
    >
      {done.length > 0 && (
        <div>
          <Text>{t("delete.done", { count: done.length })}</Text>
          <NameList names={done.map(({ username }) => username)} />
        </div>
      )}
      <Alert color="red" title={t("delete.refused", { count: refused.length })}>
        <NameList names={refused.map(({ item, reason }) => `${item.username}: ${reason}`)} />
      </Alert>
    </Dialog>
  );
}
