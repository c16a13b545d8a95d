import { useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { changeLanguage } from "@/app/i18n";
import { useSetting } from "@/shared/hooks/use-setting";
import { LANGUAGES } from "@/shared/i18n/language";

export const SCHEMES = ["light", "dark", "auto"] as const;

/** The theme, and how to choose another; what is unknown follows the system. */
export function useScheme(): [string, (scheme: string) => void] {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choose = (scheme: string) =>
    setColorScheme(SCHEMES.find((each) => each === scheme) ?? "auto");
  return [colorScheme, choose];
}

/** The language, and how to choose another, which this browser remembers. */
export function useLanguage(): [string, (language: string) => Promise<void>] {
  const { i18n } = useTranslation();
  const [, remember] = useSetting("language");
  const choose = async (wanted: string) => {
    const language = LANGUAGES.find((each) => each === wanted);
    if (!language) return;
    remember(language);
    await changeLanguage(language);
  };
  return [i18n.language, choose];
}
