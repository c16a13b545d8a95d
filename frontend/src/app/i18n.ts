import i18n, { type FormatterModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { LANGUAGES, type Language, preferredLanguage } from "@/shared/i18n/language";

type Texts = Record<string, Record<string, string>>;
type Loader = () => Promise<{ texts: Texts }>;

// Two chunks a language: what the sign-in page needs, and the texts of all features, so that no
// page inside waits for a chunk of its own.
const OUTSIDE: Record<Language, Loader> = {
  en: () => import("./locales/en"),
  "zh-CN": () => import("./locales/zh-cn"),
};
const INSIDE: Record<Language, Loader> = {
  en: () => import("./locales/en-inside"),
  "zh-CN": () => import("./locales/zh-cn-inside"),
};
let isInside = false;

async function add(language: Language, loader: Loader): Promise<void> {
  const { texts } = await loader();
  for (const [namespace, bundle] of Object.entries(texts)) {
    i18n.addResourceBundle(language, namespace, bundle);
  }
}

async function load(language: Language): Promise<void> {
  const loaders = isInside ? [OUTSIDE, INSIDE] : [OUTSIDE];
  await Promise.all(loaders.map((of) => add(language, of[language])));
}

/** Numbers in texts are written as everywhere else, `20,000`; an id is a name, and no number. */
const numbers: FormatterModule = {
  type: "formatter",
  format: (value, _, language, options) =>
    typeof value === "number" && options?.interpolationkey !== "id"
      ? value.toLocaleString(language)
      : value,
  // Texts name no formats, and none can be added.
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
};

export async function startI18n(language: Language = preferredLanguage()): Promise<void> {
  await i18n
    .use(initReactI18next)
    .use(numbers)
    .init({
      lng: language,
      supportedLngs: [...LANGUAGES],
      resources: {},
      defaultNS: "common",
      keySeparator: false,
      interpolation: { escapeValue: false, alwaysFormat: true }, // React escapes
      returnNull: false,
      react: { useSuspense: false },
    });
  await load(language);
  document.documentElement.lang = language;
}

/** Have the texts of every feature there, in the language that is spoken. */
export async function enterI18n(): Promise<void> {
  if (isInside) return;
  const language = LANGUAGES.find((one) => one === i18n.language) ?? preferredLanguage();
  await add(language, INSIDE[language]);
  isInside = true;
}

export async function changeLanguage(language: Language): Promise<void> {
  await load(language);
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}
