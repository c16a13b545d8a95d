import { Group, NativeSelect } from "@mantine/core";
import { IconLanguage, IconPalette } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES } from "@/shared/i18n/language";
import { SCHEMES, useLanguage, useScheme } from "./schemes";

/** Theme and language for pages without an account's menu; light, as the sign-in page is to be. */
export function PlainPreferences() {
  const { t } = useTranslation();
  const [scheme, chooseScheme] = useScheme();
  const [language, chooseLanguage] = useLanguage();
  return (
    <Group gap="xs" justify="flex-end">
      <NativeSelect
        aria-label={t("language.label")}
        leftSection={<IconLanguage size={16} aria-hidden />}
        value={language}
        onChange={({ currentTarget }) => chooseLanguage(currentTarget.value)}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <NativeSelect
        aria-label={t("theme.label")}
        leftSection={<IconPalette size={16} aria-hidden />}
        value={scheme}
        onChange={({ currentTarget }) => chooseScheme(currentTarget.value)}
        data={SCHEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
      />
    </Group>
  );
}
