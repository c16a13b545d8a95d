import { IconPlayerStop, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { IconButton } from "@/shared/ui/buttons";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { useRetry, useStop } from "./api";
import { isOver, isStoppable, type Job } from "./model";

interface Props {
  job: Job;
  name: string;
}

/** Stops what is under way, once it was asked; tries again what failed or was stopped. */
export function JobActions({ job, name }: Props) {
  const can = useCan();
  if (!can("jobservice-monitor:stop")) return null;
  return (
    <>
      {isStoppable(job) && <Stop job={job} name={name} />}
      {isOver(job) && <Retry job={job} name={name} />}
    </>
  );
}

function Stop({ job, name }: Props) {
  const { t } = useTranslation("jobs");
  const [isAsked, setIsAsked] = useState(false);
  const stop = useStop();
  const close = () => {
    stop.reset();
    setIsAsked(false);
  };
  const confirm = () =>
    stop.mutate(job.id, {
      onSuccess: () => {
        toast.success(t("stop.done", { name }));
        close();
      },
    });
  return (
    <>
      <IconButton label={t("stop.one", { name })} onClick={() => setIsAsked(true)}>
        <IconPlayerStop size={16} />
      </IconButton>
      <ConfirmDelete
        isOpen={isAsked}
        onClose={close}
        onConfirm={confirm}
        title={t("stop.one", { name })}
        action={t("stop.action")}
        isPending={stop.isPending}
        error={stop.error}
      >
        <Text>{t("stop.text")}</Text>
      </ConfirmDelete>
    </>
  );
}

function Retry({ job, name }: Props) {
  const { t } = useTranslation("jobs");
  const retry = useRetry();
  const again = () =>
    retry.mutate(job.id, {
      onSuccess: () => toast.success(t("retry.done", { name })),
      onError: toast.failure,
    });
  return (
    <IconButton label={t("retry.one", { name })} loading={retry.isPending} onClick={again}>
      <IconRefresh size={16} />
    </IconButton>
  );
}
