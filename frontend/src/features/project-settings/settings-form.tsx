import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SwitchField } from "@/shared/forms/fields";
import { UnsavedGuard } from "@/shared/forms/unsaved-guard";
import { useApiForm } from "@/shared/forms/use-api-form";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Alert, Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { toast } from "@/shared/ui/toasts";
import { type Project, type Quota, useSaveSettings } from "./api";
import { changesBetween, type Settings, settingsOf } from "./model";
import { QuotaCard } from "./quota-card";
import { SaveBar } from "./save-bar";

interface Props {
  project: Project;
  /** Nothing for those who may not change it. */
  quota: Quota | null;
}

export function SettingsForm({ project, quota }: Props) {
  const { t } = useTranslation("project-settings");
  const save = useSaveSettings(project.name, quota?.id);
  const saved = settingsOf(project, quota);
  // What the changes are told from: not what is saved by now, which somebody else may have changed.
  const [baseline, setBaseline] = useState(saved);
  // Fields that keep their own text begin anew when changes are dropped.
  const [round, setRound] = useState(0);
  const { form, submit, isSending, error } = useApiForm<Settings>({
    initialValues: saved,
    draft: `project-settings.${project.project_id}`,
    validate: {
      limit: (limit, { isLimited }) => (isLimited && limit === null ? t("quota.bad") : null),
    },
    send: async (values) => {
      await save.mutateAsync(changesBetween(baseline, values));
      setBaseline(values);
    },
    onDone: () => toast.success(t("save.done")),
  });
  const values = form.getValues();
  const drop = () => {
    form.setValues(saved);
    form.resetDirty(saved);
    setBaseline(saved);
    form.clearErrors();
    setRound(round + 1);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Panel title={t("access.title")} note={t("access.note")}>
          <Stack gap="sm">
            <SwitchField
              label={t("access.public")}
              description={values.isPublic ? t("access.isPublic") : t("access.isPrivate")}
              {...form.getInputProps("isPublic", { type: "checkbox" })}
            />
            {values.isPublic && !saved.isPublic && project.repo_count > 0 && (
              <Alert color="yellow" title={t("access.opens", { count: project.repo_count })} />
            )}
          </Stack>
        </Panel>
        <Panel title={t("content.title")} note={t("content.note")}>
          <SwitchField
            label={t("content.sparse")}
            description={t("content.sparseHint")}
            {...form.getInputProps("allowsSparse", { type: "checkbox" })}
          />
        </Panel>
        {quota && <QuotaCard key={round} form={form} quota={quota} />}
        {error ? <ErrorPanel error={error} /> : null}
        {form.isDirty() && <SaveBar isSending={isSending} onDrop={drop} />}
      </Stack>
      <UnsavedGuard isDirty={form.isDirty()} />
    </form>
  );
}
