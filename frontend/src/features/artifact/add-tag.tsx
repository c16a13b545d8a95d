import { useTranslation } from "react-i18next";
import { ApiForm } from "@/shared/forms/api-form";
import { NameField } from "@/shared/forms/fields";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toasts";
import type { Artifact, Place } from "./api";
import { useAddTag } from "./changes";
import { isTagName } from "./model";

interface Props {
  place: Place;
  artifact: Artifact;
  isOpen: boolean;
  onClose: () => void;
}

export function AddTag({ isOpen, ...rest }: Props) {
  const { t } = useTranslation("artifact");
  return (
    <Dialog isOpen={isOpen} onClose={rest.onClose} title={t("addTag.title")}>
      <TagForm {...rest} />
    </Dialog>
  );
}

interface Values extends Record<string, unknown> {
  name: string;
}

function TagForm({ place, artifact, onClose }: Omit<Props, "isOpen">) {
  const { t } = useTranslation("artifact");
  const add = useAddTag(place, artifact.digest);
  const { form, submit, isSending, error } = useApiForm<Values>({
    initialValues: { name: "" },
    validate: { name: (name) => (isTagName(name) ? null : t("addTag.badName")) },
    conflictField: "name",
    send: ({ name }) => add.mutateAsync(name),
    onDone: () => {
      toast.success(t("addTag.done", { name: form.getValues().name }));
      onClose();
    },
  });
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={t("addTag.action")}
      isSending={isSending}
      error={error}
    >
      <NameField
        label={t("addTag.name")}
        description={t("addTag.hint")}
        {...form.getInputProps("name")}
      />
    </ApiForm>
  );
}
