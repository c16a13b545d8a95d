import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CopyButton } from "@/shared/ui/copy-button";
import { Tooltip } from "@/shared/ui/layout";
import { Count, RelTime } from "@/shared/ui/values";
import { auditQueries } from "./api";
import classes from "./audit.module.css";

const SHORT = 16;

/** Where the chain of seals over the log ends: kept elsewhere, it proves that nothing was cut. */
export function ChainHead() {
  const { t } = useTranslation("audit");
  const { data: head } = useQuery(auditQueries.head());
  if (!head) return null;
  return (
    <div className={classes.head}>
      <Tooltip label={t("head.hint")} multiline w={280}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what it means is told on focus */}
        <span tabIndex={0}>{t("head.title")}</span>
      </Tooltip>
      <span>
        {t("head.sequence")} <Count value={head.sequence} />
      </span>
      <span className="digest">
        <span className="mono" title={head.hash}>
          {head.hash.slice(0, SHORT)}
        </span>
        <CopyButton text={`${head.sequence} ${head.hash} ${head.time}`} what={t("head.what")} />
      </span>
      <RelTime value={head.time} />
      {head.unsealed > 0 && <span>{t("head.unsealed", { count: head.unsealed })}</span>}
    </div>
  );
}
