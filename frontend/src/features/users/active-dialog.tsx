import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { Confirm } from "@/shared/ui/confirm";
import { Alert, Stack, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { toast } from "@/shared/ui/toasts";
import { type User, useSetActive } from "./api";
import { type ActiveImpact, activeImpact } from "./model";
import { OutcomeDialog } from "./outcome-dialog";

type Deed = "enable" | "disable";

interface Props {
  deed: Deed;
  users: readonly User[];
  isOpen: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Ask before accounts may no longer be used, or may be used again. */
export function ActiveDialog({ deed, users, isOpen, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const { data: me } = useQuery(sessionQueries.user());
  const isActive = deed === "enable";
  const setActive = useSetActive(isActive);
  const impact = activeImpact(users, isActive, me?.username);
  const title = t(`active.title.${deed}`);
  const finish = () => {
    setActive.reset();
    onDone();
  };
  const confirm = () =>
    setActive.mutate(impact.changes, {
      onSuccess: ({ done, refused }) => {
        if (done.length > 0) toast.success(t(`active.done.${deed}`, { count: done.length }));
        if (refused.length === 0) finish();
      },
    });
  if (setActive.data) {
    const { done, refused } = setActive.data;
    return (
      <OutcomeDialog
        outcome={setActive.data}
        title={title}
        doneText={t(`active.done.${deed}`, { count: done.length })}
        refusedText={t(`active.refused.${deed}`, { count: refused.length })}
        isOpen={isOpen}
        onClose={finish}
      />
    );
  }
  return (
    <Confirm
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={confirm}
      title={title}
      action={t(`active.action.${deed}`, { count: impact.changes.length })}
      weight={isActive ? "primary" : "danger"}
      isPending={setActive.isPending}
      isDisabled={impact.changes.length === 0}
      error={setActive.error}
    >
      <Impact deed={deed} impact={impact} />
    </Confirm>
  );
}

function Impact({ deed, impact }: { deed: Deed; impact: ActiveImpact }) {
  const { t } = useTranslation("users");
  const { changes, same, stays } = impact;
  return (
    <Stack gap="sm">
      {changes.length > 0 && (
        <>
          <div>
            <Text>{t(`active.changes.${deed}`, { count: changes.length })}</Text>
            <NameList names={namesOf(changes)} />
          </div>
          <Text size="sm">{t(`active.means.${deed}`)}</Text>
        </>
      )}
      {same.length > 0 && (
        <div>
          <Text size="sm">{t(`active.same.${deed}`)}</Text>
          <NameList names={namesOf(same)} />
        </div>
      )}
      {stays.length > 0 && (
        <Alert color="yellow" title={t("active.stays")}>
          <NameList names={namesOf(stays)} />
        </Alert>
      )}
    </Stack>
  );
}

function namesOf(users: readonly User[]): string[] {
  return users.map(({ username }) => username);
}
