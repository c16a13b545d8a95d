import { useTranslation } from "react-i18next";
import { StopRun } from "@/shared/jobs/stop-run";
import { type Of, useStop } from "./api";

export function StopButton({ project, of }: { project: string; of: Of }) {
  const { t } = useTranslation("retention");
  const stop = useStop(project);
  return (
    <StopRun
      words={{
        button: t("stop.button"),
        title: t("stop.title", { id: of.run }),
        text: t("stop.text"),
        action: t("stop.action"),
        done: t("stop.done", { id: of.run }),
      }}
      onConfirm={(onSuccess) => stop.mutate(of, { onSuccess })}
      request={stop}
    />
  );
}
