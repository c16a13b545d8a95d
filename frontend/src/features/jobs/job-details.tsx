import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useIsVisible } from "@/shared/hooks/use-polling";
import { JobStatus } from "@/shared/jobs/job-status";
import { isUnfinished, pollAfter } from "@/shared/jobs/status";
import { LogView } from "@/shared/logs/log-view";
import { FactLines } from "@/shared/ui/facts";
import { Alert, Group, Stack, Text, Title } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { RelTime } from "@/shared/ui/values";
import { jobQueries, logOf } from "./api";
import { Attempts } from "./attempts";
import { JobActions } from "./job-actions";
import classes from "./jobs.module.css";
import { isEmpty, type Job, lasted, shownValue } from "./model";
import { Cause, Lasted, useKindWords } from "./words";

export function JobDetails({ id }: { id: number }) {
  const isVisible = useIsVisible();
  const job = useQuery({
    ...jobQueries.one(id),
    refetchInterval: ({ state }) => {
      const found = state.data;
      if (!isVisible || !found || !isUnfinished(found.status)) return false;
      return pollAfter(true, lasted(found, Date.now()) ?? 0);
    },
  });
  return (
    <Stack gap="lg">
      <QueryView query={job}>{(found) => <Told job={found} now={job.dataUpdatedAt} />}</QueryView>
      <JobLog id={id} />
    </Stack>
  );
}

function Told({ job, now }: { job: Job; now: number }) {
  const { t } = useTranslation("jobs");
  const kindWords = useKindWords();
  const name = t("job", { kind: kindWords(job.kind), id: job.id });
  return (
    <Stack gap="md">
      <Group gap="xs">
        <Text fw={600} size="lg">
          {name}
        </Text>
        <JobStatus status={job.status} isStopping={job.is_stopping} />
        <JobActions job={job} name={name} />
      </Group>
      {job.error && (
        <Alert color={job.status === "Error" ? "red" : "yellow"} title={t("drawer.error")}>
          {job.error}
        </Alert>
      )}
      <FactLines
        facts={[
          [t("column.created"), <RelTime key="created" value={job.creation_time} />],
          [t("drawer.cause"), <Cause key="cause" job={job} />],
          [t("column.lasted"), <Lasted key="lasted" job={job} now={now} />],
        ]}
      />
      <Attempts attempts={job.attempts} />
      <Value title={t("drawer.parameters")} value={job.parameters} />
      <Value title={t("drawer.result")} value={job.result} />
    </Stack>
  );
}

function Value({ title, value }: { title: string; value: unknown }) {
  if (isEmpty(value)) return null;
  return (
    <section>
      <Title order={3} size="h6" mb={4}>
        {title}
      </Title>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <pre className={`mono ${classes.value}`} tabIndex={0}>
        {shownValue(value)}
      </pre>
    </section>
  );
}

function JobLog({ id }: { id: number }) {
  const { t } = useTranslation("common");
  return (
    <section>
      <Title order={3} size="h6" mb={4}>
        {t("log.label")}
      </Title>
      <LogView source={logOf(id)} />
    </section>
  );
}
