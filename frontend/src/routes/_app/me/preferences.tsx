import { createFileRoute } from "@tanstack/react-router";
import { changeLanguage } from "@/app/i18n";
import { PreferencesPage } from "@/features/me/preferences-page";
import { useSetting } from "@/shared/hooks/use-setting";
import type { Language } from "@/shared/i18n/language";

export const Route = createFileRoute("/_app/me/preferences")({
  staticData: { crumb: (t) => t("me:tab.preferences") },
  component: Preferences,
});

function Preferences() {
  const [, remember] = useSetting("language");
  const choose = async (language: Language) => {
    remember(language);
    await changeLanguage(language);
  };
  return <PreferencesPage onLanguage={choose} />;
}
