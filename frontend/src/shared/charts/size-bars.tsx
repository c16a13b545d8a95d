import type { ReactNode } from "react";
import classes from "./charts.module.css";
import { seriesColor } from "./palette";

export interface Bar {
  id: string;
  name: ReactNode;
  value: number;
  /** The value in words. */
  text: ReactNode;
  color?: string;
}

interface Props {
  bars: readonly Bar[];
  /** What a full bar is; the largest value where absent. */
  full?: number;
}

/** A bar a row, its words beside it: the words say all that the bar does. */
export function SizeBars({ bars, full }: Props) {
  const whole = Math.max(1, full ?? Math.max(...bars.map((bar) => bar.value), 0));
  return (
    <ul className={classes.bars}>
      {bars.map(({ id, name, value, text, color }) => (
        <li key={id}>
          <span>{name}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect className={classes.track} width={100} height={10} />
            <rect
              width={value > 0 ? Math.max(0.5, Math.min(100, (value / whole) * 100)) : 0}
              height={10}
              fill={color ?? seriesColor(0)}
            />
          </svg>
          <span className="number">{text}</span>
        </li>
      ))}
    </ul>
  );
}
