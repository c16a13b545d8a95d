import { IconTags } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isDigest, shortDigest } from "@/shared/lib/digest";
import { repositoryPage } from "@/shared/lib/repository-page";
import { LinkButton } from "@/shared/ui/buttons";
import { NothingYet } from "@/shared/ui/empty-state";
import { Page } from "@/shared/ui/page";
import type { Place } from "./api";
import { Comparison } from "./comparison";
import { References } from "./references";
import { useCompareSearch } from "./search";

/** Two artifacts of a repository side by side: what the one has that the other has not. */
export function ComparePage({ project, repository }: Place) {
  const { t } = useTranslation("compare");
  const [{ base, head }] = useCompareSearch();
  const place = { project, repository };
  return (
    <Page
      title={base && head ? t("titleOf", { base: brief(base), head: brief(head) }) : t("title")}
      note={`${project}/${repository}`}
      actions={
        <LinkButton {...repositoryPage(place, "tags")} icon={<IconTags size={16} />}>
          {t("toTags")}
        </LinkButton>
      }
    >
      <References place={place} />
      {base && head ? (
        <Comparison key={`${base} ${head}`} place={place} base={base} head={head} />
      ) : (
        <NothingYet title={t("choose.title")}>{t("choose.text")}</NothingYet>
      )}
    </Page>
  );
}

function brief(reference: string): string {
  return isDigest(reference) ? shortDigest(reference) : reference;
}
