import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { ApiForm } from "@/shared/forms/api-form";
import { BytesField, NameField, SwitchField } from "@/shared/forms/fields";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Drawer } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toasts";
import { useCreateProject } from "./api";
import { isProjectName, NEW_PROJECT } from "./model";

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
  const { t } = useTranslation("projects");
  const can = useCan();
  const create = useCreateProject();
  const { form, submit, isSending, error } = useApiForm<Values>({
    initialValues: { name: "", isPublic: false, quota: null },
    validate: { name: (name) => (isProjectName(name) ? null : t("create.badName")) },
    apiNames: { project_name: "name", storage_limit: "quota" },
    conflictField: "name",
    draft: NEW_PROJECT,
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
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={t("create.action")}
      isSending={isSending}
      error={error}
    >
      <NameField
        label={t("column.name")}
        description={t("create.nameHint")}
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
    </ApiForm>
  );
}
