import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { BytesField, SwitchField, TextField } from "@/shared/forms/fields";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Button } from "@/shared/ui/buttons";
import { Drawer } from "@/shared/ui/dialog";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Group, Stack } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { useCreateProject } from "./api";
import { isProjectName } from "./model";

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

export function CreateDrawer(props: Props) {
  const { t } = useTranslation("projects");
  return (
    <Drawer {...props} title={t("create.title")}>
      <CreateForm onClose={props.onClose} />
    </Drawer>
  );
}

interface Values extends Record<string, unknown> {
  name: string;
  isPublic: boolean;
  /** Bytes; nothing for what the registry gives to new projects. */
  quota: number | null;
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["projects", "common"]);
  const can = useCan();
  const create = useCreateProject();
  const { form, submit, isSending, error } = useApiForm<Values>({
    initialValues: { name: "", isPublic: false, quota: null },
    validate: { name: (name) => (isProjectName(name) ? null : t("create.badName")) },
    apiNames: { project_name: "name", storage_limit: "quota" },
    conflictField: "name",
    send: ({ name, isPublic, quota }) =>
      create.mutateAsync({
        project_name: name,
        public: isPublic,
        ...(quota ? { storage_limit: quota } : {}),
      }),
    onDone: () => {
      toast.success(t("create.done", { name: form.getValues().name }));
      onClose();
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextField
          label={t("column.name")}
          description={t("create.nameHint")}
          autoComplete="off"
          spellCheck={false}
          required
          data-autofocus
          {...form.getInputProps("name")}
        />
        <SwitchField
          label={t("visibility.public")}
          description={t("create.publicHint")}
          {...form.getInputProps("isPublic", { type: "checkbox" })}
        />
        {can("quota:update") && (
          <BytesField
            label={t("create.quota")}
            description={t("create.quotaHint")}
            placeholder="50 GiB"
            {...form.getInputProps("quota")}
          />
        )}
        {error ? <ErrorPanel error={error} /> : null}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("common:action.cancel")}</Button>
          <Button type="submit" weight="primary" loading={isSending}>
            {t("create.action")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
