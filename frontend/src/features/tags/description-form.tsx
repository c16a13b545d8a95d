import { useTranslation } from "react-i18next";
import { TextareaField } from "@/shared/forms/fields";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Button } from "@/shared/ui/buttons";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Group, Stack } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import type { Place } from "./api";
import { useDescribe } from "./changes";

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
  const { t } = useTranslation(["tags", "common"]);
  const describe = useDescribe(place);
  const { form, submit, isSending, error } = useApiForm<Values>({
    initialValues: { description },
    send: (values) => describe.mutateAsync(values.description),
    onDone: () => {
      toast.success(t("describe.done"));
      onClose();
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextareaField
          label={t("describe.label")}
          autosize
          minRows={4}
          maxRows={14}
          data-autofocus
          {...form.getInputProps("description")}
        />
        {error ? <ErrorPanel error={error} /> : null}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("common:action.cancel")}</Button>
          <Button type="submit" weight="primary" loading={isSending}>
            {t("describe.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
