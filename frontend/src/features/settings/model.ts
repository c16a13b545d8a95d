import { fieldErrors } from "@/shared/forms/field-errors";
import { isLimit } from "@/shared/lib/bytes";
import { SECTIONS, type Section, shapeOf } from "./known-settings";

export type Value = string | number | boolean;

export interface Setting {
  key: string;
  value: Value;
  isEditable: boolean;
}

/** What was changed and not saved, by key; `null` where what is typed is no value at all. */
export type Draft = Readonly<Record<string, Value | null>>;

export interface Change {
  setting: Setting;
  after: Value | null;
}

export function settingsOf(
  answer: Readonly<Record<string, { value: Value; editable: boolean }>>,
): Setting[] {
  return Object.entries(answer).map(([key, { value, editable }]) => ({
    key,
    value,
    isEditable: editable,
  }));
}

/** By section, each in the order that the console has for it, those it does not know last. */
export function sectionsOf(settings: readonly Setting[], order: readonly string[]) {
  const rank = ({ key }: Setting) => {
    const index = order.indexOf(key);
    return index < 0 ? order.length : index;
  };
  const sorted = [...settings].sort((a, b) => rank(a) - rank(b) || a.key.localeCompare(b.key));
  return SECTIONS.map((name: Section) => ({
    name,
    settings: sorted.filter(({ key, value }) => shapeOf(key, value).section === name),
  })).filter((section) => section.settings.length > 0);
}

/** The setting's value as the form shows it. */
export function shownValue(setting: Setting, draft: Draft): Value | null {
  const drafted = draft[setting.key];
  return drafted === undefined ? setting.value : drafted;
}

export function changesOf(settings: readonly Setting[], draft: Draft): Change[] {
  return settings
    .filter((setting) => setting.isEditable && shownValue(setting, draft) !== setting.value)
    .map((setting) => ({ setting, after: shownValue(setting, draft) }));
}

/** Whether the API would take it, as far as the console knows. */
export function isValid({ setting, after }: Change): boolean {
  if (after === null) return false;
  const { kind, least, most, pattern, longest } = shapeOf(setting.key, setting.value);
  if (kind === "bytes") return typeof after === "number" && isLimit(after);
  if (typeof after === "number") {
    return after >= (least ?? Number.NEGATIVE_INFINITY) && after <= (most ?? Number.MAX_VALUE);
  }
  if (typeof after === "boolean") return true;
  return (pattern?.test(after) ?? true) && after.length <= (longest ?? Number.MAX_VALUE);
}

/** The API's words by the settings that they are about; `null` where they are about none. */
export function errorsOf(message: string, keys: readonly string[]): Record<string, string> | null {
  const [, key] = /^(\w+) does not take this value/.exec(message) ?? [];
  if (key && keys.includes(key)) return { [key]: message };
  return fieldErrors(message, keys, {});
}

/** Whether all words of *wanted* are among *words*, wherever they stand. */
export function isFound(words: string, wanted: string): boolean {
  const text = words.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((part) => text.includes(part));
}
