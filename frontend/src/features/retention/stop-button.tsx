import { IconPlayerStop } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Of, useStop } from "./api";

/** Ends a run that is under way, once it was asked whether it should. */
export function StopButton({ project, of }: { project: string; of: Of }) {
  const { t } = useTranslation("retention");
  const [isAsked, setIsAsked] = useState(false);
  const stop = useStop(project);
  const close = () => {
    stop.reset();
    setIsAsked(false);
  };
  const confirm = () =>
    stop.mutate(of, {
      onSuccess: () => {
        toast.success(t("stop.done", { id: of.run }));
        close();
      },
    });
  return (
    <>
      <Button icon={<IconPlayerStop size={16} />} onClick={() => setIsAsked(true)}>
        {t("stop.button")}
      </Button>
      <ConfirmDelete
        isOpen={isAsked}
        onClose={close}
        onConfirm={confirm}
        title={t("stop.title", { id: of.run })}
        action={t("stop.action")}
        isPending={stop.isPending}
        error={stop.error}
      >
        <Text>{t("stop.text")}</Text>
      </ConfirmDelete>
    </>
  );
}
