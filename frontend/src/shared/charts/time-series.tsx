import { scaleLinear, scaleUtc } from "d3-scale";
import { area, curveMonotoneX, line } from "d3-shape";
import { type PointerEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./charts.module.css";
import { Legend } from "./legend";
import { seriesColor } from "./palette";
import { useWidth } from "./use-width";

export interface Series {
  name: string;
  points: readonly { time: Date; value: number }[];
}

interface Props {
  series: readonly Series[];
  height?: number;
  format?: (value: number) => string;
}

const MARGIN = { top: 8, right: 12, bottom: 22, left: 52 };

/** Values over time; the nearest ones are told when pointed at. Goes inside a ChartFrame. */
export function TimeSeries({ series, height = 200, format = String }: Props) {
  const { i18n } = useTranslation();
  const [ref, width] = useWidth();
  const [hovered, setHovered] = useState<number | null>(null);
  const scales = scalesOf(series, width, height);
  const day = new Intl.DateTimeFormat(i18n.language, { month: "short", day: "numeric" });

  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setHovered(nearest(series[0]?.points ?? [], scales.x.invert(x)));
  };
  const at = hovered === null ? undefined : series[0]?.points[hovered]?.time;
  return (
    <div ref={ref}>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${width} ${height}`}
        height={height}
        aria-hidden="true"
        onPointerMove={onPointerMove}
        onPointerLeave={() => setHovered(null)}
      >
        {scales.y.ticks(4).map((tick) => (
          <g key={tick} transform={`translate(0 ${scales.y(tick)})`}>
            <line className={classes.grid} x1={MARGIN.left} x2={width - MARGIN.right} />
            <text x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
              {format(tick)}
            </text>
          </g>
        ))}
        {scales.x.ticks(Math.max(4, Math.floor(width / 110))).map((tick) => (
          <text key={+tick} x={scales.x(tick)} y={height - 6} textAnchor="middle">
            {day.format(tick)}
          </text>
        ))}
        {series.map(({ name, points }, index) => (
          <Line key={name} points={points} color={seriesColor(index)} scales={scales} />
        ))}
        {at && (
          <line
            className={classes.cursor}
            x1={scales.x(at)}
            x2={scales.x(at)}
            y1={MARGIN.top}
            y2={height - MARGIN.bottom}
          />
        )}
      </svg>
      <Legend
        names={series.map(({ name }) => name)}
        title={at && <strong>{day.format(at)}</strong>}
        detail={(index) => {
          const point = hovered === null ? undefined : series[index]?.points[hovered];
          return point && <b>{format(point.value)}</b>;
        }}
      />
    </div>
  );
}

type Scales = ReturnType<typeof scalesOf>;

function scalesOf(series: readonly Series[], width: number, height: number) {
  const points = series.flatMap((each) => each.points);
  const times = points.map((point) => +point.time);
  const highest = Math.max(1, ...points.map((point) => point.value));
  return {
    x: scaleUtc()
      .domain([Math.min(...times), Math.max(...times)])
      .range([MARGIN.left, width - MARGIN.right]),
    y: scaleLinear()
      .domain([0, highest])
      .nice(4)
      .range([height - MARGIN.bottom, MARGIN.top]),
  };
}

interface LineProps {
  points: Series["points"];
  color: string;
  scales: Scales;
}

function Line({ points, color, scales }: LineProps) {
  type Point = Series["points"][number];
  const x = (point: Point) => scales.x(point.time);
  const y = (point: Point) => scales.y(point.value);
  const path = line<Point>().x(x).y(y).curve(curveMonotoneX)([...points]);
  const fill = area<Point>().x(x).y0(scales.y(0)).y1(y).curve(curveMonotoneX)([...points]);
  return (
    <>
      <path d={fill ?? ""} fill={color} opacity={0.1} />
      <path d={path ?? ""} fill="none" stroke={color} strokeWidth={1.8} />
    </>
  );
}

export function nearest(points: Series["points"], time: Date): number | null {
  let best: number | null = null;
  for (const [index, point] of points.entries()) {
    const known = best === null ? undefined : points[best];
    const distance = Math.abs(+point.time - +time);
    if (!known || distance < Math.abs(+known.time - +time)) best = index;
  }
  return best;
}
