import { useTranslation } from "react-i18next";
import { ApiForm } from "@/shared/forms/api-form";
import { TextareaField } from "@/shared/forms/fields";
import { useApiForm } from "@/shared/forms/use-api-form";
import { toast } from "@/shared/ui/toasts";
import type { Place } from "./api";
import { useDescribe } from "./changes";
import { descriptionDraft } from "./model";

interface Props {
  place: Place;
  description: string;
  onClose: () => void;
}

interface Values extends Record<string, unknown> {
  description: string;
}

/** What a repository is, to be written anew. */
export function DescriptionForm({ place, description, onClose }: Props) {
  const { t } = useTranslation("tags");
  const describe = useDescribe(place);
  const { form, submit, isSending, error } = useApiForm<Values>({
    initialValues: { description },
    draft: descriptionDraft(place),
    send: (values) => describe.mutateAsync(values.description),
    onDone: () => {
      toast.success(t("describe.done"));
      onClose();
    },
  });
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={t("describe.save")}
      isSending={isSending}
      error={error}
    >
      <TextareaField
        label={t("describe.label")}
        autosize
        minRows={4}
        maxRows={14}
        data-autofocus
        {...form.getInputProps("description")}
      />
    </ApiForm>
  );
}
