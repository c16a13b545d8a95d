import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { ApiForm } from "@/shared/forms/api-form";
import { isWhen, whenOf } from "@/shared/forms/schedule";
import { ScheduleEditor } from "@/shared/forms/schedule-editor";
import { Drawer } from "@/shared/ui/dialog";
import { Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { useSetSchedule } from "./api";
import { optionsOf } from "./model";
import { OptionFields } from "./option-fields";

interface Props {
  schedule: Schemas["ScheduleRead"];
  isOpen: boolean;
  onClose: () => void;
}

export function ScheduleDrawer({ schedule, isOpen, onClose }: Props) {
  const { t } = useTranslation("gc");
  return (
    <Drawer isOpen={isOpen} onClose={onClose} title={t("schedule.title")}>
      <ScheduleForm schedule={schedule} onClose={onClose} />
    </Drawer>
  );
}

function ScheduleForm({ schedule, onClose }: Omit<Props, "isOpen">) {
  const { t } = useTranslation(["gc", "common"]);
  const [when, setWhen] = useState(() => whenOf(schedule.schedule));
  const [options, setOptions] = useState(() => optionsOf(schedule.parameters));
  const [isTried, setIsTried] = useState(false);
  const save = useSetSchedule();
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setIsTried(true);
    if (!isWhen(when)) return;
    const onSuccess = () => {
      toast.success(t("schedule.saved"));
      onClose();
    };
    save.mutate({ when, options: { ...options, dry_run: false, plan: undefined } }, { onSuccess });
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
        <>
          <OptionFields options={options} onChange={setOptions} />
          <Text size="sm" c="dimmed">
            {t("schedule.brake")}
          </Text>
        </>
      )}
    </ApiForm>
  );
}
