import type { ReactNode } from "react";
import classes from "./charts.module.css";
import { seriesColor } from "./palette";

interface Props {
  /** The series in their order, which is that of their colours. */
  names: readonly string[];
  title?: ReactNode;
  /** What stands behind a name. */
  detail?: (index: number) => ReactNode;
}

/** Which colour is which series. */
export function Legend({ names, title, detail }: Props) {
  return (
    <div className={classes.legend}>
      {title}
      {names.map((name, index) => (
        <span key={name}>
          <i style={{ background: seriesColor(index) }} />
          {name}
          {detail?.(index)}
        </span>
      ))}
    </div>
  );
}
