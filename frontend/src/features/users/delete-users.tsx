import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { Button } from "@/shared/ui/buttons";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Dialog } from "@/shared/ui/dialog";
import { Alert, List, Stack, Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Deleted, type User, useDeleteUsers } from "./api";
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
      onSuccess: ({ deleted, refused }) => {
        if (deleted.length > 0) toast.success(t("delete.done", { count: deleted.length }));
        if (refused.length === 0) finish();
      },
    });
  if (remove.data) return <Outcome outcome={remove.data} isOpen={isOpen} onClose={finish} />;
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
            <Names names={impact.goes.map(({ username }) => username)} />
          </div>
        )}
        {count > 0 && <Text size="sm">{t("delete.means")}</Text>}
        {impact.stays.length > 0 && (
          <Alert color="yellow" title={t("delete.stays")}>
            <Names names={impact.stays.map(({ username }) => username)} />
          </Alert>
        )}
      </Stack>
    </ConfirmDelete>
  );
}

interface OutcomeProps {
  outcome: Deleted;
  isOpen: boolean;
  onClose: () => void;
}

/** Where not all went: which did, and why the others did not. */
function Outcome({ outcome: { deleted, refused }, isOpen, onClose }: OutcomeProps) {
  const { t } = useTranslation(["users", "common"]);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("delete.title")}
      footer={<Button onClick={onClose}>{t("common:action.close")}</Button>}
    >
      {deleted.length > 0 && (
        <div>
          <Text>{t("delete.done", { count: deleted.length })}</Text>
          <Names names={deleted} />
        </div>
      )}
      <Alert color="red" title={t("delete.refused", { count: refused.length })}>
        <Names names={refused.map(({ name, reason }) => `${name}: ${reason}`)} />
      </Alert>
    </Dialog>
  );
}

function Names({ names }: { names: readonly string[] }) {
  return (
    <List size="sm" mt={4} className="names">
      {names.map((name) => (
        <List.Item key={name}>{name}</List.Item>
      ))}
    </List>
  );
}
