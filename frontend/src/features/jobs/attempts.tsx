import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { JobStatus } from "@/shared/jobs/job-status";
import { Group, Text, Title } from "@/shared/ui/layout";
import { RelTime } from "@/shared/ui/values";
import classes from "./jobs.module.css";

/** Each try at a job: by which worker, when, and how it ended. */
export function Attempts({ attempts }: { attempts: readonly Schemas["AttemptRead"][] }) {
  const { t } = useTranslation("jobs");
  if (attempts.length === 0) return null;
  return (
    <section>
      <Title order={3} size="h6" mb={4}>
        {t("attempts.title")}
      </Title>
      <ol className={classes.attempts}>
        {attempts.map(({ number, worker, outcome, error, start_time }) => (
          <li key={number}>
            <Group gap="xs">
              <Text fw={600}>{t("attempts.number", { number })}</Text>
              <JobStatus status={outcome || "Running"} />
              <Text size="sm" c="dimmed" component="span">
                <RelTime value={start_time} /> · <span className="mono">{worker}</span>
              </Text>
            </Group>
            {error && (
              <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                {error}
              </Text>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
