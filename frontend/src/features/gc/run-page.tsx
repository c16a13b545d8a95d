import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { JobStatus } from "@/shared/jobs/job-status";
import { isUnfinished } from "@/shared/jobs/status";
import { Stack, Text } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { gcQueries, logOf } from "./api";
import { ItemsTable } from "./items-table";
import { optionsOf, type Run, summaryOf } from "./model";
import { ProjectBytes } from "./project-bytes";
import { RunPhases } from "./run-phases";
import { RunPlan } from "./run-plan";
import { RunResult } from "./run-result";
import { Lasted, RunWords } from "./run-words";
import { StopButton } from "./stop-button";
import { useRun } from "./use-live";

const LogView = whenShown(() => import("@/shared/logs/log-view").then((found) => found.LogView));

/** One run: how far it is, what it takes, what came of it, and its log. */
export function RunPage({ id }: { id: number }) {
  const { t } = useTranslation("gc");
  const run = useRun(id);
  useEnd(run.data);
  return (
    <Page
      title={t("run", { id })}
      mark={
        <span aria-live="polite">{run.data && <JobStatus status={run.data.job_status} />}</span>
      }
      note={run.data && <RunWords run={run.data} />}
      actions={run.data && <Deeds run={run.data} />}
    >
      <QueryView query={run}>{(found) => <Parts run={found} now={run.dataUpdatedAt} />}</QueryView>
    </Page>
  );
}

/** Once it has ended, its items and all that is told of runs elsewhere is another. */
function useEnd(run: Run | undefined) {
  const queryClient = useQueryClient();
  const isOver = run && !isUnfinished(run.job_status);
  const wasUnderWay = useRef(false);
  useEffect(() => {
    if (isOver && wasUnderWay.current) {
      queryClient.invalidateQueries({ queryKey: gcQueries.all() });
    }
    if (isOver !== undefined) wasUnderWay.current = !isOver;
  }, [isOver, queryClient]);
}

function Deeds({ run }: { run: Run }) {
  const can = useCan();
  if (!isUnfinished(run.job_status)) return <RunPlan run={run} />;
  return can("garbage-collection:stop") ? <StopButton run={run} /> : null;
}

function Parts({ run, now }: { run: Run; now: number }) {
  const { t } = useTranslation("gc");
  const { delete_untagged, plan, workers } = optionsOf(run.parameters);
  const options = [
    delete_untagged && t("option.untagged"),
    plan !== undefined && t("option.plan", { id: plan }),
    workers > 1 && t("option.workersOf", { count: workers }),
  ].filter(Boolean);
  const summary = summaryOf(run);
  return (
    <Stack gap="md">
      <Panel title={t("progress")}>
        <Stack gap="sm">
          <RunPhases run={run} />
          <Text size="sm" c="dimmed">
            {t("lasted")}
            {t("colon")}
            <Lasted run={run} now={now} />
            {options.length > 0 && ` · ${options.join(" · ")}`}
          </Text>
        </Stack>
      </Panel>
      <RunResult run={run} />
      {summary && <ProjectBytes projects={summary.projects} />}
      <ItemsTable run={run} />
      <RunLog id={run.id} />
    </Stack>
  );
}

function RunLog({ id }: { id: number }) {
  const { t } = useTranslation("common");
  return (
    <Panel title={t("log.label")}>
      <LogView key={id} source={logOf(id)} />
    </Panel>
  );
}
