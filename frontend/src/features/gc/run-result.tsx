import { useTranslation } from "react-i18next";
import { FactGrid } from "@/shared/ui/facts";
import { Alert } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { Bytes, Count } from "@/shared/ui/values";
import { countsOf, mayBeRun, type Run, type Summary, sortOf, summaryOf } from "./model";

/** What came of a run, or why nothing did. */
export function RunResult({ run }: { run: Run }) {
  const { t } = useTranslation("gc");
  const summary = summaryOf(run);
  return (
    <>
      {run.error && (
        <Alert color="yellow" title={t("result.failed")}>
          {run.error}
        </Alert>
      )}
      {summary && mayBeRun(run) && <Numbers run={run} summary={summary} />}
    </>
  );
}

function Numbers({ run, summary }: { run: Run; summary: Summary }) {
  const { t } = useTranslation("gc");
  const words = (counts: Record<string, number>) =>
    countsOf(counts)
      .map(({ kind, count }) => t(`count.${kind}`, { count }))
      .join(", ") || t("result.nothing");
  const isDry = sortOf(run) === "dry";
  return (
    <Panel title={t("result.title")}>
      <FactGrid
        columnWidth={260}
        facts={[
          [isDry ? t("result.would") : t("result.found"), words(summary.found)],
          [t("result.bytes"), <Bytes key="bytes" value={summary.bytes} />],
          [t("result.taken"), !isDry && words(summary.taken)],
          [t("result.freed"), !isDry && <Bytes key="freed" value={summary.freed_space} />],
          [t("result.kept"), summary.kept > 0 && <Count key="kept" value={summary.kept} />],
        ]}
      />
    </Panel>
  );
}
