import { useTranslation } from "react-i18next";
import { ApiForm } from "@/shared/forms/api-form";
import { NameField, TextareaField } from "@/shared/forms/fields";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Drawer } from "@/shared/ui/dialog";
import { LabelChip } from "@/shared/ui/label-chip";
import { Box, Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Label, type LabelValues, type Owner, useSaveLabel } from "./api";
import { ColorField } from "./color-field";
import { isColor, isLabelName, LONGEST_DESCRIPTION, PALETTE } from "./model";
import type { LabelSearch } from "./search";

interface Props {
  owner: Owner;
  /** Which label the form is for, as the address says. */
  which: LabelSearch["edit"];
  labels: readonly Label[];
  can: (right: string) => boolean;
  onClose: () => void;
}

export function LabelDrawer({ owner, which, labels, can, onClose }: Props) {
  const { t } = useTranslation("labels");
  const label = labels.find(({ id }) => id === which);
  const isNew = which === "new";
  const isOpen = isNew ? can("label:create") : label !== undefined && can("label:update");
  return (
    <Drawer isOpen={isOpen} onClose={onClose} title={isNew ? t("create.title") : t("edit.title")}>
      <LabelForm key={which ?? "none"} owner={owner} label={label} onClose={onClose} />
    </Drawer>
  );
}

interface FormProps {
  owner: Owner;
  label: Label | undefined;
  onClose: () => void;
}

interface Values extends LabelValues, Record<string, unknown> {}

function LabelForm({ owner, label, onClose }: FormProps) {
  const { t } = useTranslation("labels");
  const save = useSaveLabel(owner, label);
  const { form, submit, isSending, error } = useApiForm<Values>({
    initialValues: {
      name: label?.name ?? "",
      description: label?.description ?? "",
      color: label ? label.color : PALETTE[0],
    },
    validate: {
      name: (name) => (isLabelName(name) ? null : t("form.badName")),
      color: (color) => (color === "" || isColor(color) ? null : t("form.badColor")),
      description: (text) => (text.length <= LONGEST_DESCRIPTION ? null : t("form.tooLong")),
    },
    conflictField: "name",
    send: ({ name, description, color }) =>
      save.mutateAsync({ name: name.trim(), description, color }),
    onDone: () => {
      const { name } = form.getValues();
      toast.success(label ? t("edit.done", { name }) : t("create.done", { name }));
      onClose();
    },
  });
  const { name, color } = form.getValues();
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={label ? t("edit.action") : t("create.action")}
      isSending={isSending}
      error={error}
    >
      <NameField label={t("column.name")} spellCheck {...form.getInputProps("name")} />
      <ColorField {...form.getInputProps("color")} />
      <Box>
        <Text size="sm" c="dimmed" mb={4}>
          {t("form.preview")}
        </Text>
        <LabelChip name={name.trim() || t("form.sample")} color={color} />
      </Box>
      <TextareaField
        label={t("column.description")}
        rows={3}
        {...form.getInputProps("description")}
      />
    </ApiForm>
  );
}
