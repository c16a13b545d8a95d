import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { JobStatus } from "@/shared/jobs/job-status";
import { StopRun } from "@/shared/jobs/stop-run";
import { useCanInScope, useScope } from "@/shared/registries/scope";
import { Stack } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { RelTime } from "@/shared/ui/values";
import { replicationQueries } from "./api";
import { CausesPanel } from "./causes-panel";
import { useStop } from "./changes";
import { isUnderWay, jobStatus, type OneExecution } from "./model";
import { ProgressPanel } from "./progress-panel";
import { RetryFailed } from "./retry-failed";
import { useExecution } from "./use-live";

const ExecutionViews = whenShown(() =>
  import("./execution-views").then((found) => found.ExecutionViews),
);

/** One run: how far it is, what failed and why, and what became of each repository and tag. */
export function ExecutionPage({ id }: { id: number }) {
  const { t } = useTranslation("replication");
  const run = useExecution(id);
  useEnd(run.data);
  return (
    <Page
      title={run.data ? t("runOf", { id, policy: run.data.policy_name }) : t("run", { id })}
      mark={
        <span aria-live="polite">
          {run.data && <JobStatus status={jobStatus(run.data.status)} />}
        </span>
      }
      note={run.data && <Begun run={run.data} />}
      actions={run.data && <Deeds run={run.data} />}
    >
      <QueryView query={run}>
        {(found) => (
          <Stack gap="md">
            <ProgressPanel run={found} now={run.dataUpdatedAt} />
            {found.causes.length > 0 && <CausesPanel run={found} />}
            <ExecutionViews run={found} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** Once it has ended, what is told of it elsewhere is another. */
function useEnd(run: OneExecution | undefined) {
  const { project } = useScope();
  const queryClient = useQueryClient();
  const isOver = run && !isUnderWay(run);
  const wasUnderWay = useRef(false);
  useEffect(() => {
    if (isOver && wasUnderWay.current) {
      queryClient.invalidateQueries({ queryKey: replicationQueries.all({ project }) });
    }
    if (isOver !== undefined) wasUnderWay.current = !isOver;
  }, [isOver, queryClient, project]);
}

function Begun({ run: { dry_run, trigger, started_by, start_time } }: { run: OneExecution }) {
  const { t } = useTranslation("replication");
  const sort = dry_run ? t("sort.dry") : t("sort.full");
  const words = {
    scheduled: t("by.schedule", { sort }),
    event_based: t("by.event", { sort }),
  }[trigger];
  return (
    <>
      {words ?? t("by.person", { sort, name: started_by })}
      <RelTime value={start_time} />
    </>
  );
}

function Deeds({ run }: { run: OneExecution }) {
  const can = useCanInScope();
  if (!can("replication:create")) return null;
  if (isUnderWay(run)) return <Stop id={run.id} />;
  return run.failed > 0 || run.status === "Failed" ? <RetryFailed run={run} /> : null;
}

function Stop({ id }: { id: number }) {
  const { t } = useTranslation("replication");
  const stop = useStop();
  return (
    <StopRun
      words={{
        button: t("stop.button"),
        title: t("stop.title", { id }),
        text: t("stop.text"),
        action: t("stop.action"),
        done: t("stop.done", { id }),
      }}
      onConfirm={(onSuccess) => stop.mutate(id, { onSuccess })}
      request={stop}
    />
  );
}
