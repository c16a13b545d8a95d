import { useTranslation } from "react-i18next";
import { type Pattern, selected } from "@/shared/forms/patterns";

interface Selectors {
  repositories: readonly Pattern[];
  tags: readonly Pattern[];
}

/** Says what a rule protects: `Tags that match “1.*” in every repository …`. */
export function useSentence(): (selectors: Selectors) => string {
  const { t, i18n } = useTranslation("immutable-rules");
  const either = new Intl.ListFormat(i18n.language, { type: "disjunction" });
  const list = (patterns: readonly string[]) =>
    either.format(patterns.map((pattern) => t("sentence.pattern", { pattern })));

  const phrase = (drafts: readonly Pattern[], of: "repositories" | "tags") => {
    const { isAll, matching, excluding } = selected(drafts);
    const what = isAll
      ? t(`sentence.${of}.all`)
      : t(`sentence.${of}.matching`, { patterns: list(matching) });
    if (excluding.length === 0) return what;
    return t("sentence.except", { what, patterns: list(excluding) });
  };
  return ({ repositories, tags }) =>
    t("sentence.whole", {
      repositories: phrase(repositories, "repositories"),
      tags: phrase(tags, "tags"),
    });
}
