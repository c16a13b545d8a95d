import { readSetting } from "@/shared/lib/settings";

export const LANGUAGES = ["en", "zh-CN"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by the name that its speakers give it. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", "zh-CN": "简体中文" };

export function preferredLanguage(): Language {
  const chosen = readSetting("language");
  const found = LANGUAGES.find((language) => language === chosen);
  return found ?? (/^zh/i.test(navigator.language) ? "zh-CN" : "en");
}
