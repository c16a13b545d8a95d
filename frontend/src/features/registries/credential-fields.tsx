import { useTranslation } from "react-i18next";
import { PasswordField, TextField } from "@/shared/forms/fields";
import { SimpleGrid } from "@/shared/ui/layout";
import { isElsewhere, type Kinds, knownOf, LABELLED, type Registry } from "./model";
import type { Form } from "./registry-form";

interface Props {
  form: Form;
  kinds: Kinds;
  registry: Registry | undefined;
}

/** Who signs in there; a secret that is stored is never shown, and stays unless one is typed. */
export function CredentialFields({ form, kinds, registry }: Props) {
  const { t } = useTranslation("registries");
  const values = form.getValues();
  const kind = kinds[values.type];
  const labelled = knownOf(LABELLED, values.type);
  const hasSecret = Boolean(registry?.credential.access_secret);
  const isKept = registry && hasSecret && !isElsewhere(registry, values);
  const isLost = registry && hasSecret && !isKept;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <TextField
        label={labelled ? t(`keyOf.${labelled}`) : kind?.access_key_label || t("form.key")}
        description={t("form.keyHelp")}
        autoComplete="off"
        spellCheck={false}
        maxLength={255}
        {...form.getInputProps("accessKey")}
      />
      <PasswordField
        label={labelled ? t(`secretOf.${labelled}`) : kind?.access_secret_label || t("form.secret")}
        description={isLost ? t("form.secretLost") : t("form.secretHelp")}
        placeholder={isKept ? t("form.secretKept") : ""}
        autoComplete="new-password"
        {...form.getInputProps("secret")}
      />
    </SimpleGrid>
  );
}
