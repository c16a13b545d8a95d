import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { JobStatus } from "@/shared/jobs/job-status";
import { isUnfinished } from "@/shared/jobs/status";
import { LinkButton } from "@/shared/ui/buttons";
import { NothingYet } from "@/shared/ui/empty-state";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { Bytes } from "@/shared/ui/values";
import { type Run, sortOf, summaryOf } from "./model";
import { RunPhases } from "./run-phases";
import { Lasted, RunWords } from "./run-words";
import { StopButton } from "./stop-button";

interface Props {
  run: Run | undefined;
  /** When it was last asked for. */
  now: number;
}

/** What is under way, or what was last. */
export function CurrentRun({ run, now }: Props) {
  const { t } = useTranslation("gc");
  if (!run) {
    return (
      <Panel title={t("current.idle")}>
        <NothingYet title={t("empty.title")}>{t("empty.text")}</NothingYet>
      </Panel>
    );
  }
  const isUnderWay = isUnfinished(run.job_status);
  return (
    <Panel
      title={isUnderWay ? t("current.underWay") : t("current.last")}
      actions={isUnderWay && <Stop run={run} />}
    >
      <Stack gap="sm">
        <Group gap="xs" aria-live="polite">
          <Text fw={600}>{t("run", { id: run.id })}</Text>
          <JobStatus status={run.job_status} />
          <Text c="dimmed" component="span">
            <RunWords run={run} />
          </Text>
        </Group>
        <RunPhases run={run} />
        <Text size="sm">
          {t("lasted")}
          {t("colon")}
          <Lasted run={run} now={now} />
        </Text>
        <Outcome run={run} />
        <Group>
          <LinkButton to="/admin/gc/runs/$run" params={{ run: `${run.id}` }}>
            {!isUnderWay && sortOf(run) === "dry" ? t("current.look") : t("current.open")}
          </LinkButton>
        </Group>
      </Stack>
    </Panel>
  );
}

function Stop({ run }: { run: Run }) {
  const can = useCan();
  return can("garbage-collection:stop") ? <StopButton run={run} /> : null;
}

/** In a line: what would go, what went, or why it did not come to that. */
function Outcome({ run }: { run: Run }) {
  const { t } = useTranslation("gc");
  const summary = summaryOf(run);
  if (run.error) return <Text style={{ overflowWrap: "anywhere" }}>{run.error}</Text>;
  if (!summary) return null;
  const isDry = sortOf(run) === "dry";
  return (
    <Text>
      {isDry ? t("result.bytes") : t("result.freed")}
      {t("colon")}
      <strong>
        <Bytes value={isDry ? summary.bytes : summary.freed_space} />
      </strong>
    </Text>
  );
}
