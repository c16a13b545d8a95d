import { useTranslation } from "react-i18next";
import { VisuallyHidden } from "@/shared/ui/layout";
import { Digest } from "@/shared/ui/values";
import type { Item } from "./model";

/** What a tag names, and what it named at the target before where that is another. */
export function DigestChange({ item: { digest, target_digest, verdict } }: { item: Item }) {
  const { t } = useTranslation("replication");
  const isOther = target_digest !== "" && target_digest !== digest;
  if (!digest && !target_digest) return "–";
  if (verdict === "delete" || !isOther) {
    return <Digest value={digest || target_digest} what={t("column.digest")} />;
  }
  return (
    <div>
      <div>
        <VisuallyHidden>{t("items.before")}</VisuallyHidden>
        <s>
          <Digest value={target_digest} what={t("items.before")} />
        </s>
      </div>
      <Digest value={digest} what={t("column.digest")} />
    </div>
  );
}
