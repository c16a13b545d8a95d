import {
  type Icon,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePolling } from "@/shared/hooks/use-polling";
import { JobProgress } from "@/shared/jobs/job-progress";
import { Text } from "@/shared/ui/layout";
import { gcQueries } from "./api";
import classes from "./gc.module.css";
import { type PhaseState, phasesOf, progressOf, type Run } from "./model";

const PACE_EVERY = 4_000;
const MARKS: Record<PhaseState, Icon> = {
  waiting: IconCircle,
  active: IconCircleDashed,
  done: IconCircleCheck,
  ended: IconCircleX,
  omitted: IconCircleMinus,
};

/** The two phases of a run and how far each is. */
export function RunPhases({ run }: { run: Run }) {
  const { t } = useTranslation("gc");
  const { plan, sweep } = phasesOf(run);
  const { done, total } = progressOf(run);
  return (
    <ol className={classes.phases}>
      <Phase state={plan} name={t("phase.plan")} />
      <Phase state={sweep} name={t("phase.sweep")}>
        {sweep === "active" && <Pace run={run} />}
        {(sweep === "done" || sweep === "ended") && total !== null && (
          <JobProgress label={t("phase.sweep")} done={done} total={total} />
        )}
      </Phase>
    </ol>
  );
}

interface PhaseProps {
  state: PhaseState;
  name: string;
  children?: React.ReactNode;
}

function Phase({ state, name, children }: PhaseProps) {
  const { t } = useTranslation("gc");
  const Mark = MARKS[state];
  return (
    <li data-state={state}>
      <Mark size={20} aria-hidden />
      <div>
        <Text inherit>
          {name}
          <Text span inherit c="dimmed">
            {t("phase.told", { state: t(`phase.state.${state}`) })}
          </Text>
        </Text>
        {children}
      </div>
    </li>
  );
}

/** The sweep that is under way; as a job it tells how fast it gets on. */
function Pace({ run }: { run: Run }) {
  const { t } = useTranslation("gc");
  const job = useQuery({
    ...gcQueries.job(run.id),
    refetchInterval: usePolling(PACE_EVERY),
  });
  const pace = job.data?.progress;
  return (
    <JobProgress
      label={t("phase.sweep")}
      {...progressOf(run)}
      rate={pace?.rate ?? null}
      eta={pace?.eta ?? null}
      now={job.dataUpdatedAt}
    />
  );
}
