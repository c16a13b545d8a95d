import { scaleLinear } from "d3-scale";
import { useTranslation } from "react-i18next";
import classes from "./charts.module.css";
import { seriesColor } from "./palette";
import { useWidth } from "./use-width";

export interface ColumnOf {
  id: string;
  /** What stands below it where there is room. */
  name: string;
  value: number;
  /** Name and value in words, for whoever points at it. */
  text: string;
}

interface Props {
  columns: readonly ColumnOf[];
  height?: number;
  format?: (value: number) => string;
}

const MARGIN = { top: 8, right: 12, bottom: 22, left: 64 };
const WIDEST = 48;
/** Pixels that a name takes. */
const NAME = 64;

/** A column for each of a row of things, in their order. Goes inside a ChartFrame. */
export function Columns({ columns, height = 180, format }: Props) {
  const { i18n } = useTranslation();
  const [ref, width] = useWidth();
  const number = new Intl.NumberFormat(i18n.language, { notation: "compact" });
  const words = format ?? ((value: number) => number.format(value));
  const y = scaleLinear()
    .domain([0, Math.max(1, ...columns.map(({ value }) => value))])
    .nice(4)
    .range([height - MARGIN.bottom, MARGIN.top]);
  const room = (width - MARGIN.left - MARGIN.right) / Math.max(1, columns.length);
  const each = Math.max(1, Math.ceil(NAME / room));
  const thick = Math.max(1, Math.min(WIDEST, room * 0.7));
  const middle = (index: number) => MARGIN.left + room * (index + 0.5);
  return (
    <div ref={ref}>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${width} ${height}`}
        height={height}
        aria-hidden="true"
      >
        {y.ticks(4).map((tick) => (
          <g key={tick} transform={`translate(0 ${y(tick)})`}>
            <line className={classes.grid} x1={MARGIN.left} x2={width - MARGIN.right} />
            <text x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
              {words(tick)}
            </text>
          </g>
        ))}
        {columns.map(({ id, name, value, text }, index) => (
          <g key={id}>
            <rect
              x={middle(index) - thick / 2}
              y={y(value)}
              width={thick}
              height={y(0) - y(value)}
              fill={seriesColor(0)}
            >
              <title>{text}</title>
            </rect>
            {index % each === 0 && (
              <text x={middle(index)} y={height - 6} textAnchor="middle">
                {name}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}
