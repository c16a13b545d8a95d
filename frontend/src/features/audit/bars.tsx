import { scaleLinear } from "d3-scale";
import { useTranslation } from "react-i18next";
import classes from "./audit.module.css";
import type { Bucket } from "./model";

export const HEIGHT = 120;
export const MARGIN = { top: 6, right: 4, bottom: 20, left: 44 };
const INNER = HEIGHT - MARGIN.top - MARGIN.bottom;
const DAY = 86_400_000;

export interface Bar extends Bucket {
  label: string;
  isActive: boolean;
  isChosen: boolean;
}

/** Which bucket is at *x*; what is left or right of all belongs to the outermost. */
export function indexAt(x: number, width: number, buckets: readonly unknown[]): number {
  const step = (width - MARGIN.left - MARGIN.right) / Math.max(1, buckets.length);
  return Math.max(0, Math.min(buckets.length - 1, Math.floor((x - MARGIN.left) / step)));
}

function heightScale(highest: number) {
  return scaleLinear().domain([0, highest]).nice(3).range([0, INNER]);
}

export function Grid({ width, highest }: { width: number; highest: number }) {
  const { i18n } = useTranslation();
  const scale = heightScale(highest);
  const number = new Intl.NumberFormat(i18n.language, { notation: "compact" });
  return scale
    .ticks(3)
    .filter(Number.isInteger)
    .map((tick) => (
      <g key={tick} transform={`translate(0 ${HEIGHT - MARGIN.bottom - scale(tick)})`}>
        <line className={classes.grid} x1={MARGIN.left} x2={width - MARGIN.right} />
        <text x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
          {number.format(tick)}
        </text>
      </g>
    ));
}

interface BarsProps {
  bars: readonly Bar[];
  width: number;
  highest: number;
  onFocus: (index: number) => void;
}

export function Bars({ bars, width, highest, onFocus }: BarsProps) {
  const scale = heightScale(highest);
  const step = (width - MARGIN.left - MARGIN.right) / Math.max(1, bars.length);
  const thickness = Math.max(1, Math.min(step - 1, 48));
  const floor = HEIGHT - MARGIN.bottom;
  return bars.map(({ start, label, succeeded, failed, isActive, isChosen }, index) => {
    const left = MARGIN.left + index * step;
    const x = left + (step - thickness) / 2;
    // A single failure among thousands is still to be seen.
    const bad = failed > 0 ? Math.max(2, scale(failed)) : 0;
    const good = succeeded > 0 ? Math.max(1, scale(succeeded)) : 0;
    return (
      <g key={+start}>
        <rect
          className={classes.good}
          x={x}
          y={floor - bad - good}
          width={thickness}
          height={good}
        />
        <rect className={classes.bad} x={x} y={floor - bad} width={thickness} height={bad} />
        <rect
          className={classes.bucket}
          x={left}
          y={MARGIN.top}
          width={step}
          height={INNER}
          data-bucket={index}
          data-chosen={isChosen || undefined}
          {...asButton(label, isActive, () => onFocus(index))}
        >
          <title>{label}</title>
        </rect>
      </g>
    );
  });
}

interface AxisProps {
  buckets: readonly Bucket[];
  width: number;
  left: number;
}

/** As many moments as there is room for; hours within two days, days beyond. */
export function TimeAxis({ buckets, width, left }: AxisProps) {
  const { i18n } = useTranslation();
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return null;
  const isShort = +last.end - +first.start <= 2 * DAY;
  const words = new Intl.DateTimeFormat(
    i18n.language,
    isShort
      ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
      : { month: "short", day: "numeric" },
  );
  const step = (width - left - MARGIN.right) / buckets.length;
  const every = Math.max(1, Math.ceil(90 / step));
  return buckets
    .map((bucket, index) => ({ bucket, index }))
    .filter(({ index }) => index % every === 0 && left + index * step + 40 < width)
    .map(({ bucket, index }) => (
      <text key={+bucket.start} x={left + index * step} y={HEIGHT - 5}>
        {words.format(bucket.start)}
      </text>
    ));
}

/** The keys are looked after by the picture around, which knows the others. */
function asButton(label: string, isActive: boolean, onFocus: () => void) {
  return { role: "button", tabIndex: isActive ? 0 : -1, "aria-label": label, onFocus };
}
