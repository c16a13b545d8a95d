import { useTranslation } from "react-i18next";
import { type Pattern, selected } from "@/shared/forms/patterns";
import { shortDigest } from "@/shared/lib/digest";
import type { Draft } from "./draft";
import { type Judged, reasonOf } from "./model";

interface Words {
  /** `The 10 most recently pushed artifacts with a tag that matches “v*” of every repository.` */
  sentence: (draft: Draft) => string;
  /** What it keeps, without of what. */
  kept: (draft: Draft) => string;
  /** Why an artifact stays or goes, by the rules that it was judged by. */
  reason: (judged: Judged, rules: readonly Draft[]) => string;
}

/** Says in words what rules keep, and why something is kept. */
export function useWords(): Words {
  const { t, i18n } = useTranslation("retention");
  const either = new Intl.ListFormat(i18n.language, { type: "disjunction" });
  const list = (patterns: readonly string[]) =>
    either.format(patterns.map((pattern) => t("sentence.pattern", { pattern })));
  const except = (what: string, excluding: readonly string[]) =>
    excluding.length > 0 ? t("sentence.except", { what, patterns: list(excluding) }) : what;

  const kept = ({ template, count }: Draft) => t(`keeps.${template}`, { count: count ?? 0 });

  const repositories = (patterns: readonly Pattern[]) => {
    const { isAll, matching, excluding } = selected(patterns);
    const what = isAll
      ? t("sentence.repositories.all")
      : t("sentence.repositories.matching", { patterns: list(matching) });
    return except(what, excluding);
  };

  const tags = ({ tags: patterns, withUntagged }: Draft) => {
    const { isAll, matching, excluding } = selected(patterns);
    const named = isAll
      ? t("sentence.tags.all")
      : t("sentence.tags.matching", { patterns: list(matching) });
    if (isAll && withUntagged && excluding.length === 0) return t("sentence.tags.any");
    const what = except(named, excluding);
    return withUntagged ? t("sentence.tags.untagged", { what }) : what;
  };

  const sentence = (draft: Draft) =>
    t("sentence.whole", {
      kept: kept(draft),
      tags: tags(draft),
      repositories: repositories(draft.repositories),
    });

  const reason = (judged: Judged, rules: readonly Draft[]) => {
    const found = reasonOf(judged);
    if (found.what === "said") return found.words;
    if (found.what === "index") return t("reason.index", { digest: shortDigest(found.digest) });
    if (found.what === "protected") return t("reason.protected", { tag: found.tag });
    if (found.what !== "rule") return t(`reason.${found.what}`);
    const rule = rules[found.id - 1];
    if (!rule) return t("rule.name", { id: found.id });
    return t("reason.rule", { id: found.id, kept: kept(rule) });
  };
  return { sentence, kept, reason };
}
