import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiForm } from "@/shared/forms/api-form";
import { isWhen } from "@/shared/forms/schedule";
import { ScheduleEditor } from "@/shared/forms/schedule-editor";
import { Drawer } from "@/shared/ui/dialog";
import { Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { useSetSchedule } from "./api";
import { type Policy, whenOfPolicy } from "./model";

interface Props {
  project: string;
  policy: Policy;
  isUnderWay: boolean;
  isOpen: boolean;
  onClose: () => void;
}

export function ScheduleDrawer({ isOpen, onClose, ...of }: Props) {
  const { t } = useTranslation("retention");
  return (
    <Drawer isOpen={isOpen} onClose={onClose} title={t("schedule.title")}>
      <ScheduleForm {...of} onClose={onClose} />
    </Drawer>
  );
}

function ScheduleForm({ project, policy, isUnderWay, onClose }: Omit<Props, "isOpen">) {
  const { t } = useTranslation(["retention", "common"]);
  const [when, setWhen] = useState(() => whenOfPolicy(policy));
  const [isTried, setIsTried] = useState(false);
  const save = useSetSchedule(project, policy.id);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setIsTried(true);
    if (!isWhen(when)) return;
    const onSuccess = () => {
      toast.success(t("schedule.saved"));
      onClose();
    };
    save.mutate(when, { onSuccess });
  };
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={t("schedule.save")}
      isSending={save.isPending}
      error={save.error}
    >
      <ScheduleEditor
        value={when}
        onChange={setWhen}
        error={isTried && !isWhen(when) ? t("common:schedule.cronBad") : undefined}
      />
      {when.type !== "None" && (
        <Text size="sm" c="dimmed">
          {t("schedule.text")}
        </Text>
      )}
      {isUnderWay && <Text size="sm">{t("save.stops")}</Text>}
    </ApiForm>
  );
}
