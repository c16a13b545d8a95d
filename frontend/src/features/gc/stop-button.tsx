import { useTranslation } from "react-i18next";
import { StopRun } from "@/shared/jobs/stop-run";
import { useStop } from "./api";
import type { Run } from "./model";

export function StopButton({ run: { id } }: { run: Run }) {
  const { t } = useTranslation("gc");
  const stop = useStop();
  return (
    <StopRun
      words={{
        button: t("stop.button"),
        title: t("stop.title", { id }),
        text: t("stop.text"),
        action: t("stop.action"),
        done: t("stop.done", { id }),
      }}
      onConfirm={(onSuccess) => stop.mutate(id, { onSuccess })}
      request={stop}
    />
  );
}
