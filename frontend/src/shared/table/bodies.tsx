import { lazy, Suspense } from "react";
import { BodyRow } from "./body-row";
import type { DataTableProps } from "./types";
import type { RowKeys } from "./use-row-keys";

export interface BodyProps<Row> extends DataTableProps<Row> {
  expanded: ReadonlySet<string>;
  onExpand: (id: string) => void;
  keys: RowKeys;
}

export interface VirtualProps<Row> extends BodyProps<Row> {
  scroller: HTMLDivElement | null;
}

const FIRST = 50;

// Most lists are short: what long ones take comes with the first of them.
const LazyBody = lazy(async () => {
  const { VirtualBody: Loaded } = await import("./virtual-body");
  return { default: Loaded };
}) as <Row>(props: VirtualProps<Row>) => React.ReactNode;

export function PlainBody<Row>(props: BodyProps<Row>) {
  return (
    <tbody onKeyDown={props.keys.onKeyDown}>
      {props.rows.map((row, index) => (
        <BodyRow key={props.rowId(row)} body={props} row={row} index={index} />
      ))}
    </tbody>
  );
}

/** Of many rows only those in sight are there, and the first until it is known which these are. */
export function VirtualBody<Row>(props: VirtualProps<Row>) {
  const first = <PlainBody {...props} rows={props.rows.slice(0, FIRST)} />;
  return (
    <Suspense fallback={first}>
      <LazyBody {...props} />
    </Suspense>
  );
}
