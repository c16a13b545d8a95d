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
// A chunk each for what few people open: their routes wait for it.
const LATE = import.meta.glob<Record<string, string>>(
  "/src/features/{gc,registries,replication}/locales/*.json",
  { import: "default" },
);
let isInside = false;
const late = new Set<string>();

async function add(language: Language, loader: Loader): Promise<void> {
  const { texts } = await loader();
  for (const [namespace, bundle] of Object.entries(texts)) {
    i18n.addResourceBundle(language, namespace, bundle);
  }
}

async function addLate(language: Language, feature: string): Promise<void> {
  const bundle = await LATE[`/src/features/${feature}/locales/${language}.json`]?.();
  i18n.addResourceBundle(language, feature, bundle);
}

async function load(language: Language): Promise<void> {
  const loaders = isInside ? [OUTSIDE, INSIDE] : [OUTSIDE];
  await Promise.all([
    ...loaders.map((of) => add(language, of[language])),
    ...[...late].map((feature) => addLate(language, feature)),
  ]);
}

function spoken(): Language {
  return LANGUAGES.find((one) => one === i18n.language) ?? preferredLanguage();
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
  const language = spoken();
  await add(language, INSIDE[language]);
  isInside = true;
}

/** Have the texts of features there that are not among those of every page. */
export async function enterTexts(...features: readonly string[]): Promise<void> {
  const missing = features.filter((feature) => !late.has(feature));
  await Promise.all(missing.map((feature) => addLate(spoken(), feature)));
  for (const feature of missing) late.add(feature);
}

export async function changeLanguage(language: Language): Promise<void> {
  await load(language);
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}
