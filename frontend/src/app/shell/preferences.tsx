import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES } from "@/shared/i18n/language";
import { SCHEMES, useLanguage, useScheme } from "./schemes";

/** The themes, as items of a menu. */
export function ThemeItems() {
  const { t } = useTranslation();
  const [scheme, choose] = useScheme();
  return (
    <Menu.RadioGroup value={scheme} onChange={choose}>
      <Menu.Label>{t("theme.label")}</Menu.Label>
      {SCHEMES.map((each) => (
        <Menu.RadioItem key={each} value={each}>
          {t(`theme.${each}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

/** The languages, as items of a menu, each by its own name. */
export function LanguageItems() {
  const { t } = useTranslation();
  const [language, choose] = useLanguage();
  return (
    <Menu.RadioGroup value={language} onChange={choose}>
      <Menu.Label>{t("language.label")}</Menu.Label>
      {LANGUAGES.map((each) => (
        <Menu.RadioItem key={each} value={each}>
          <span lang={each}>{LANGUAGE_NAMES[each]}</span>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
