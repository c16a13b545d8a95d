import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Alert, Stack, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { toast } from "@/shared/ui/toasts";
import { type Member, useRemoveMembers } from "./api";

interface Props {
  project: string;
  /** Those to remove; nothing where nobody asks. */
  members: readonly Member[];
  onClose: () => void;
  onDone: () => void;
}

export function RemoveMembers({ project, members, onClose, onDone }: Props) {
  const { t } = useTranslation("members");
  const { data: user } = useQuery(sessionQueries.user());
  const remove = useRemoveMembers(project);
  // What closes keeps its words until it is gone.
  const [last, setLast] = useState(members);
  if (members.length > 0 && members !== last) setLast(members);
  const count = last.length;
  const isSelf = last.some(({ entity_id }) => entity_id === user?.user_id);

  const confirm = () =>
    remove.mutate(members, {
      onSuccess: (outcomes) => {
        const failed = outcomes.filter(({ reason }) => reason);
        const done = outcomes.length - failed.length;
        if (done > 0) toast.success(t("remove.done", { count: done }));
        for (const { name, reason = "" } of failed) {
          toast.failure(new Error(t("remove.failed", { name, reason })));
        }
        onDone();
        onClose();
      },
    });
  return (
    <ConfirmDelete
      isOpen={members.length > 0}
      onClose={onClose}
      onConfirm={confirm}
      title={t("remove.title")}
      action={t("remove.action", { count })}
      isPending={remove.isPending}
      error={remove.error}
    >
      <Stack gap="sm">
        <div>
          <Text>{t("remove.what", { count, project })}</Text>
          <NameList names={last.map(({ entity_name }) => entity_name)} />
        </div>
        <Text size="sm" c="dimmed">
          {t("remove.stays")}
        </Text>
        {isSelf && <Alert color="yellow" title={t("remove.self")} />}
      </Stack>
    </ConfirmDelete>
  );
}
