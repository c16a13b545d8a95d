import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";
import { CHOICES, isKnown, shapeOf } from "./known-settings";
import type { Setting, Value } from "./model";

/** What settings and their values are called in the language of the page. */
export function useWords() {
  const { t, i18n } = useTranslation("settings");
  const nameOf = (key: string) => (isKnown(key) ? t(`name.${key}`) : key);
  const hintOf = (key: string) => (isKnown(key) ? t(`hint.${key}`) : undefined);
  const choiceOf = (value: string) => {
    const choice = CHOICES.find((each) => each === value);
    return choice ? t(`choice.${choice}`) : value;
  };
  const wordsOfText = (value: string, kind: string) => {
    if (value === "") return t("value.empty");
    return kind === "choice" ? choiceOf(value) : value;
  };
  const wordsOfNumber = (value: number, kind: string) => {
    if (kind !== "bytes") return new Intl.NumberFormat(i18n.language).format(value);
    return value < 0 ? t("value.unlimited") : formatBytes(value, i18n.language);
  };
  const wordsOf = (setting: Setting, value: Value | null) => {
    const { kind } = shapeOf(setting.key, setting.value);
    if (value === null) return t("value.none");
    if (typeof value === "boolean") return value ? t("value.on") : t("value.off");
    return typeof value === "string" ? wordsOfText(value, kind) : wordsOfNumber(value, kind);
  };
  const sourceOf = ({ key, value, isEditable }: Setting) => {
    if (isEditable) return t("source.here");
    return shapeOf(key, value).source === "environment"
      ? t("source.environment")
      : t("source.fixed");
  };
  return { nameOf, hintOf, choiceOf, wordsOf, sourceOf };
}
