import { useTranslation } from "react-i18next";
import { NumberField, SwitchField, TextareaField, TextField } from "@/shared/forms/fields";
import { Stack } from "@/shared/ui/layout";
import { MOST_AT_ONCE } from "./model";
import type { Form } from "./registry-form";

/** What few registries need. */
export function MoreFields({ form }: { form: Form }) {
  const { t } = useTranslation("registries");
  return (
    <Stack gap="md">
      <SwitchField
        label={t("form.insecure")}
        description={t("form.insecureHelp")}
        {...form.getInputProps("insecure", { type: "checkbox" })}
      />
      <TextareaField
        label={t("form.certificate")}
        description={t("form.certificateHelp")}
        placeholder="-----BEGIN CERTIFICATE-----"
        classNames={{ input: "mono" }}
        rows={3}
        spellCheck={false}
        {...form.getInputProps("certificate")}
      />
      <TextField
        label={t("form.tokenHosts")}
        description={t("form.tokenHostsHelp")}
        placeholder="auth.example.com"
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps("tokenHosts")}
      />
      <NumberField
        label={t("form.concurrency")}
        description={t("form.concurrencyHelp")}
        w={220}
        min={1}
        max={MOST_AT_ONCE}
        allowDecimal={false}
        {...form.getInputProps("concurrency")}
      />
      <TextareaField
        label={t("form.description")}
        rows={2}
        maxLength={1024}
        {...form.getInputProps("description")}
      />
    </Stack>
  );
}
