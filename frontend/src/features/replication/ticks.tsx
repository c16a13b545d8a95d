import { useTranslation } from "react-i18next";
import { VisuallyHidden } from "@/shared/ui/layout";
import { jobStatus, type Recent } from "./model";
import classes from "./replication.module.css";

const SHOWN = 10;

/** How the last runs went, the oldest first: a mark each, and the same in words. */
export function Ticks({ runs }: { runs: readonly Recent[] }) {
  const { t, i18n } = useTranslation(["replication", "common"]);
  if (runs.length === 0) return <span>{t("ticks.none")}</span>;
  const inOrder = runs.slice(0, SHOWN).reverse();
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: "short", timeStyle: "short" });
  const wordsOf = (run: Recent) => {
    const status = t(`common:job.status.${jobStatus(run.status)}`);
    const sort = run.dry_run ? t("ticks.dry", { status }) : status;
    return t("ticks.one", {
      id: run.id,
      status: sort,
      time: date.format(new Date(run.start_time)),
    });
  };
  return (
    <ul className={classes.ticks} aria-label={t("ticks.label")}>
      {inOrder.map((run) => (
        <li
          key={run.id}
          title={wordsOf(run)}
          data-status={jobStatus(run.status)}
          data-dry={run.dry_run || undefined}
        >
          <VisuallyHidden>{wordsOf(run)}</VisuallyHidden>
        </li>
      ))}
    </ul>
  );
}
