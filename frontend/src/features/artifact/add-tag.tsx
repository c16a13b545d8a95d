import { useTranslation } from "react-i18next";
import { TextField } from "@/shared/forms/fields";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Button } from "@/shared/ui/buttons";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Group, Stack } from "@/shared/ui/layout";
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
  const { t } = useTranslation(["artifact", "common"]);
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
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextField
          label={t("addTag.name")}
          description={t("addTag.hint")}
          autoComplete="off"
          spellCheck={false}
          required
          data-autofocus
          {...form.getInputProps("name")}
        />
        {error ? <ErrorPanel error={error} /> : null}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("common:action.cancel")}</Button>
          <Button type="submit" weight="primary" loading={isSending}>
            {t("addTag.action")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
