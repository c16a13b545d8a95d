// As texts, and no modules: those are in the chunks of the languages, and stay there.
import english from "./locales/en.json?raw";
import chinese from "./locales/zh-CN.json?raw";

type Texts = Record<string, string | undefined>;

const LANGUAGES: readonly Texts[] = [english, chinese].map((text) => JSON.parse(text) as Texts);

/** A setting's name and what is said of it in every language, so that either finds it. */
export function searchWords(key: string): string {
  const told = LANGUAGES.flatMap((texts) => [texts[`name.${key}`], texts[`hint.${key}`]]);
  return [key, key.replaceAll("_", " "), ...told].filter(Boolean).join("\n");
}
