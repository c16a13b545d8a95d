import { useTranslation } from "react-i18next";
import { CREDENTIALS, listOf, OPERATIONS, RESOURCE_TYPES } from "./model";
import { type AuditSearch, FILTERS } from "./search";
import { formatSpan } from "./times";

/** The log's own words in the reader's language; one that has no translation is shown as it is. */
export function useWords() {
  const { t } = useTranslation("audit");
  return {
    operation: (word: string) => {
      const known = OPERATIONS.find((each) => each === word);
      return known ? t(`operation.${known}`) : word;
    },
    type: (word: string) => {
      const known = RESOURCE_TYPES.find((each) => each === word);
      return known ? t(`type.${known}`) : word;
    },
    credential: (word: string) => {
      const known = CREDENTIALS.find((each) => each === word);
      return known ? t(`credential.${known}`) : word;
    },
  };
}

/** What the log is narrowed by, in words, each with a way to drop it. */
export function useChips(search: AuditSearch, onSearch: (change: Partial<AuditSearch>) => void) {
  const { t, i18n } = useTranslation("audit");
  const words = useWords();
  const told: Partial<Record<(typeof FILTERS)[number], string | undefined>> = {
    operation: listOf(search.operation).map(words.operation).join(", "),
    type: listOf(search.type).map(words.type).join(", "),
    credential: words.credential(search.credential ?? ""),
    result: search.result && t(`result.${search.result}`),
    kind: search.kind && t(`kind.${search.kind}`),
  };
  const chips = FILTERS.filter((name) => search[name]).map((name) => ({
    label: `${t(`filter.${name}`)}: ${told[name] || search[name]}`,
    onRemove: () => onSearch({ [name]: undefined }),
  }));
  const drop = () => onSearch({ from: undefined, to: undefined });
  const label = spanText(search, i18n.language, t);
  return label ? [{ label, onRemove: drop }, ...chips] : chips;
}

type Translate = ReturnType<typeof useTranslation<"audit">>["t"];

function spanText({ from, to }: AuditSearch, locale: string, t: Translate): string | null {
  if (from && to) return formatSpan(new Date(from), new Date(to), locale);
  const one = (iso: string) => formatSpan(new Date(iso), new Date(iso), locale);
  if (from) return t("range.since", { time: one(from) });
  return to ? t("range.until", { time: one(to) }) : null;
}
