import { scaleTime } from "d3-scale";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import charts from "@/shared/charts/charts.module.css";
import { useWidth } from "@/shared/charts/use-width";
import type { Status } from "@/shared/jobs/status";
import { type Execution, jobStatus } from "./model";
import classes from "./replication.module.css";
import type { Bar, Stretch, Timeline } from "./timeline";
import { useBrush } from "./use-brush";

const SHOWN: readonly Status[] = ["Success", "Error", "Stopped", "Running"];
const LANE = 30;
const LOWEST = 6;
const AXIS = 24;
const NARROWEST = 3;
/** Room for half the name of a time at either end. */
const EDGE = 40;
/** Pixels that the name of a time takes. */
const NAME = 110;

interface Props {
  line: Timeline;
  titleOf: (bar: Bar) => string;
  onZoom: (stretch: Stretch) => void;
}

/** A bar for each run, as long as it took, as high as what it sent. */
export function TimelinePicture({ line, titleOf, onZoom }: Props) {
  const { t, i18n } = useTranslation("replication");
  const [ref, width] = useWidth();
  const id = useId();
  const x = scaleTime()
    .domain([line.begin, line.end])
    .range([EDGE, width - EDGE])
    .clamp(true);
  const brush = useBrush((pixel) => +x.invert(pixel), onZoom);
  const height = Math.max(1, line.lanes) * LANE + AXIS;
  const format = timeFormat(line.end - line.begin, i18n.language);
  return (
    <div ref={ref}>
      <svg
        className={`${charts.chart} ${classes.timeline}`}
        viewBox={`0 0 ${width} ${height}`}
        height={height}
        role="img"
        aria-label={t("timeline.title")}
        {...brush.handlers}
      >
        <Patterns id={id} />
        {x.ticks(Math.max(2, Math.floor(width / NAME))).map((tick) => (
          <g key={+tick} transform={`translate(${x(tick)} 0)`}>
            <line className={charts.grid} y1={0} y2={height - AXIS} />
            <text y={height - 8} textAnchor="middle">
              {format.format(tick)}
            </text>
          </g>
        ))}
        {line.bars.map((bar) => {
          const tall = LOWEST + bar.size * (LANE - LOWEST - 4);
          const left = Math.max(0, x(bar.begin));
          const box = {
            x: left,
            y: (bar.lane + 1) * LANE - tall,
            width: Math.max(NARROWEST, x(bar.end) - left),
            height: tall,
          };
          return <OneBar key={bar.run.id} run={bar.run} box={box} id={id} title={titleOf(bar)} />;
        })}
        <rect className={classes.chosen} x={brush.left} width={brush.width} height={height} />
      </svg>
      <Legend id={id} />
    </div>
  );
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** As much of a time as tells it from its neighbours. */
function timeFormat(span: number, language: string): Intl.DateTimeFormat {
  if (span > 3 * DAY) return new Intl.DateTimeFormat(language, { month: "short", day: "numeric" });
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  const date = span > DAY / 2 ? ({ month: "short", day: "numeric" } as const) : {};
  const second = span < 10 * MINUTE ? ({ second: "2-digit" } as const) : {};
  return new Intl.DateTimeFormat(language, { ...date, ...time, ...second, hourCycle: "h23" });
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface OneProps {
  run: Pick<Execution, "status" | "dry_run">;
  box: Box;
  id: string;
  title?: string;
}

/** A dry run is an outline; over the colour of what did not go well lies a pattern. */
function OneBar({ run, box, id, title }: OneProps) {
  const status = jobStatus(run.status);
  const hasPattern = status === "Error" || status === "Stopped";
  return (
    <g>
      {title && <title>{title}</title>}
      <rect
        className={classes.bar}
        data-status={status}
        {...box}
        {...(run.dry_run ? { fillOpacity: 0 } : {})}
      />
      {hasPattern && !run.dry_run && <rect {...box} fill={`url(#${id}-${status})`} />}
    </g>
  );
}

function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-Error`} width={6} height={6} patternUnits="userSpaceOnUse">
        <path className={classes.pattern} d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" />
      </pattern>
      <pattern id={`${id}-Stopped`} width={6} height={6} patternUnits="userSpaceOnUse">
        <circle className={classes.dot} cx={3} cy={3} r={1.4} />
      </pattern>
    </defs>
  );
}

const SAMPLE = { x: 1, y: 1, width: 16, height: 10 };
const WORDS: Record<string, string> = {
  Success: "Succeed",
  Error: "Failed",
  Stopped: "Stopped",
  Running: "InProgress",
};

function Legend({ id }: { id: string }) {
  const { t } = useTranslation(["replication", "common"]);
  const sample = (status: string, isDry: boolean) => (
    <svg width={18} height={12} aria-hidden="true">
      <OneBar run={{ status, dry_run: isDry }} box={SAMPLE} id={id} />
    </svg>
  );
  return (
    <div className={classes.legend}>
      {SHOWN.map((status) => (
        <span key={status}>
          {sample(WORDS[status] ?? status, false)}
          {t(`common:job.status.${status}`)}
        </span>
      ))}
      <span>
        {sample("Succeed", true)}
        {t("dry")}
      </span>
      <span>{t("timeline.height")}</span>
    </div>
  );
}
