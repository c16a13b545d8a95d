import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useCanInProject, useProject } from "@/shared/api/project";
import { JobStatus } from "@/shared/jobs/job-status";
import { isUnfinished } from "@/shared/jobs/status";
import { NotAllowed, NothingYet } from "@/shared/ui/empty-state";
import { FactGrid } from "@/shared/ui/facts";
import { Stack } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Page } from "@/shared/ui/page";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes, Count } from "@/shared/ui/values";
import { type Of, retentionQueries } from "./api";
import { draftOf } from "./draft";
import type { OneRun } from "./model";
import { Lasted, RunWords } from "./run-words";
import { StopButton } from "./stop-button";
import { TasksTable } from "./tasks-table";
import { useRun } from "./use-live";
import { VerdictsTable } from "./verdicts-table";

/** One run: what it deletes and why, repository by repository and artifact by artifact. */
export function RunPage({ project, id }: { project: string; id: number }) {
  const { t } = useTranslation("retention");
  const { data: known } = useProject(project);
  const can = useCanInProject(project);
  const policy = useQuery(retentionQueries.policy(project));
  const of = useMemo(
    () => (policy.data ? { policy: policy.data.id, run: id } : undefined),
    [policy.data, id],
  );
  const run = useRun(project, of);
  useEnd(project, run.data);
  return (
    <Page
      title={t("run", { id })}
      mark={<span aria-live="polite">{run.data && <JobStatus status={run.data.status} />}</span>}
      note={run.data && <RunWords run={run.data} />}
      actions={of && run.data && <Deeds project={project} run={run.data} of={of} />}
    >
      <QueryView query={policy}>
        {() =>
          known && !can("tag-retention:read") ? (
            <NotAllowed />
          ) : of ? (
            <QueryView query={run}>
              {(found) => <Parts project={project} run={found} of={of} now={run.dataUpdatedAt} />}
            </QueryView>
          ) : (
            <Gone project={project} />
          )
        }
      </QueryView>
    </Page>
  );
}

/** Its policy was deleted, and with it all that its runs left. */
function Gone({ project }: { project: string }) {
  const { t } = useTranslation("retention");
  return (
    <NothingYet
      title={t("gone")}
      action={
        <Link to="/projects/$project/retention" params={{ project }}>
          {t("title")}
        </Link>
      }
    />
  );
}

/** Once it has ended, what it did to each repository and artifact is told by other answers. */
function useEnd(project: string, run: OneRun | undefined) {
  const queryClient = useQueryClient();
  const isOver = run && !isUnfinished(run.status);
  const wasUnderWay = useRef(false);
  useEffect(() => {
    if (isOver && wasUnderWay.current) {
      queryClient.invalidateQueries({ queryKey: retentionQueries.all(project) });
    }
    if (isOver !== undefined) wasUnderWay.current = !isOver;
  }, [isOver, project, queryClient]);
}

function Deeds({ project, run, of }: { project: string; run: OneRun; of: Of }) {
  const can = useCanInProject(project);
  if (!isUnfinished(run.status) || !can("tag-retention:update")) return null;
  return <StopButton project={project} of={of} />;
}

interface PartsProps {
  project: string;
  run: OneRun;
  of: Of;
  now: number;
}

function Parts({ project, run, of, now }: PartsProps) {
  const { t } = useTranslation("retention");
  const rules = useMemo(() => run.rules.map(draftOf), [run.rules]);
  const isLive = isUnfinished(run.status);
  return (
    <Stack gap="md">
      <Panel title={t("result")}>
        <FactGrid
          columnWidth={130}
          facts={[
            [
              run.dry_run ? t("sums.deleted") : t("sums.gone"),
              <Count key="deleted" value={run.deleted} />,
            ],
            [t("sums.retained"), <Count key="retained" value={run.retained} />],
            [t("sums.errors"), run.errors > 0 && <Count key="errors" value={run.errors} />],
            [
              run.dry_run ? t("sums.bytes") : t("sums.freed"),
              <Bytes key="bytes" value={run.bytes} />,
            ],
            [t("lasted"), <Lasted key="lasted" of={run} now={now} />],
          ]}
        />
      </Panel>
      <TasksTable project={project} of={of} isLive={isLive} />
      <VerdictsTable project={project} run={run} of={of} rules={rules} />
    </Stack>
  );
}
