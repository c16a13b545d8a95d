import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/shared/api/errors";
import { ApiForm } from "@/shared/forms/api-form";
import { NameField, SelectField, TextField } from "@/shared/forms/fields";
import { UnsavedGuard } from "@/shared/forms/unsaved-guard";
import { type FormState, useApiForm } from "@/shared/forms/use-api-form";
import { Alert } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { useSave } from "./api";
import { Failure } from "./cause-words";
import { CredentialFields } from "./credential-fields";
import { useKindNames } from "./kind-name";
import {
  addressFor,
  bodyOf,
  hostsIn,
  isAddress,
  type Kinds,
  MOST_AT_ONCE,
  type Registry,
  type Values,
  valuesOf,
} from "./model";
import { MoreFields } from "./more-fields";
import { TestConnection } from "./test-connection";

interface Props {
  /** The one that is changed; a new one is made where there is none. */
  registry?: Registry;
  kinds: Kinds;
  onClose: () => void;
}

export type Form = FormState<Values>["form"];

export function RegistryForm({ registry, kinds, onClose }: Props) {
  const { t } = useTranslation("registries");
  const save = useSave(registry?.id);
  const [initialValues] = useState(() => valuesOf(registry));
  // No draft: it would have the secret in it.
  const { form, submit, isSending, error } = useApiForm<Values>({
    initialValues,
    validate: {
      name: (name) => (name.trim() ? null : t("form.badName")),
      url: (url) => (isAddress(url) ? null : t("form.badUrl")),
      tokenHosts: (text) => (hostsIn(text).length <= 20 ? null : t("form.tooManyHosts")),
      concurrency: (count) =>
        count !== "" && count >= 1 && count <= MOST_AT_ONCE ? null : t("form.badConcurrency"),
    },
    conflictField: "name",
    send: (values) => save.mutateAsync(bodyOf(values)),
    onDone: () => {
      const { name } = form.getValues();
      toast.success(registry ? t("edit.done", { name }) : t("create.done", { name }));
      onClose();
    },
  });
  const values = form.getValues();
  const isOfRegistry = error !== null && toApiError(error).reason !== "";
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={registry ? t("edit.action") : t("create.action")}
      isSending={isSending}
      error={isOfRegistry ? null : error}
    >
      <UnsavedGuard isDirty={form.isDirty()} />
      <KindField form={form} kinds={kinds} />
      <NameField
        label={t("form.name")}
        spellCheck
        maxLength={255}
        {...form.getInputProps("name")}
      />
      <AddressField form={form} kinds={kinds} />
      <CredentialFields form={form} kinds={kinds} registry={registry} />
      <MoreFields form={form} />
      <TestConnection registry={registry} values={values} />
      {isOfRegistry && <Failure error={error} />}
    </ApiForm>
  );
}

interface PartProps {
  form: Form;
  kinds: Kinds;
}

function KindField({ form, kinds }: PartProps) {
  const { t } = useTranslation("registries");
  const nameOf = useKindNames();
  const { type, url } = form.getValues();
  return (
    <>
      <SelectField
        label={t("form.kind")}
        data={Object.entries(kinds).map(([value, { title }]) => ({
          value,
          label: nameOf(value, title),
        }))}
        value={type}
        allowDeselect={false}
        onChange={(next) => {
          if (!next) return;
          form.setValues({ type: next, url: addressFor(kinds[next], url, kinds) });
        }}
      />
      {kinds[type]?.tried === false && (
        <Alert color="yellow" variant="light">
          {t("form.untried")}
        </Alert>
      )}
    </>
  );
}

/** Where it is: anywhere, or in the places that are known of its kind. */
function AddressField({ form, kinds }: PartProps) {
  const { t } = useTranslation("registries");
  const kind = kinds[form.getValues().type];
  const [first] = kind?.endpoint_pattern.endpoints ?? [];
  return (
    <TextField
      label={t("form.url")}
      description={
        kind?.fill_in && first ? t("form.urlLike", { url: first.value }) : t("form.urlHelp")
      }
      placeholder={first?.value ?? "https://registry.example.com"}
      autoComplete="off"
      spellCheck={false}
      required
      inputMode="url"
      {...form.getInputProps("url")}
    />
  );
}
