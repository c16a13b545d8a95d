import type { CSSProperties, ReactNode } from "react";
import classes from "./facts.module.css";

interface Props {
  /** Names and what belongs to them. */
  facts: readonly (readonly [string, ReactNode])[];
}

/** One below the other, the name left and its value right; a dash where there is none. */
export function FactLines({ facts, isMono }: Props & { isMono?: boolean }) {
  return (
    <dl className={classes.lines}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd {...(isMono ? { className: "mono" } : {})}>{value ?? "–"}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Side by side, the name above its value; one without a value is left out. In pixels. */
export function FactGrid({ facts, columnWidth = 220 }: Props & { columnWidth?: number }) {
  return (
    <dl className={classes.grid} style={{ "--column": `${columnWidth}px` } as CSSProperties}>
      {facts
        .filter(([, value]) => Boolean(value))
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
