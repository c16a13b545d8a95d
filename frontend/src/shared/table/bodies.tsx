import { useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useEffect } from "react";
import { BodyRow } from "./body-row";
import type { DataTableProps } from "./types";
import type { RowKeys } from "./use-row-keys";

export interface BodyProps<Row> extends DataTableProps<Row> {
  expanded: ReadonlySet<string>;
  onExpand: (id: string) => void;
  keys: RowKeys;
}

const ROW_HEIGHT = 41;
/** Rows beyond the edges, for what is scrolled into sight while others are being made. */
const OVERSCAN = 12;

export function PlainBody<Row>(props: BodyProps<Row>) {
  return (
    <tbody onKeyDown={props.keys.onKeyDown}>
      {props.rows.map((row, index) => (
        <BodyRow key={props.rowId(row)} body={props} row={row} index={index} />
      ))}
    </tbody>
  );
}

/** Of many rows only those in sight are there; two empty ones keep the place of the others. */
export function VirtualBody<Row>(props: BodyProps<Row> & { scroller: HTMLDivElement | null }) {
  const { rows, onEndReached, keys } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => props.scroller,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: 0,
  });
  // New rows are made between frames: whoever scrolls never waits for them.
  const shown = useDeferredValue(virtual.getVirtualItems());
  const [first, last] = [shown[0], shown.at(-1)];
  const isAtEnd = last !== undefined && last.index >= rows.length - 10;

  useEffect(() => {
    if (isAtEnd) onEndReached?.();
  }, [isAtEnd, onEndReached]);
  useEffect(() => {
    virtual.scrollToIndex(keys.active);
  }, [keys.active, virtual]);

  return (
    <tbody onKeyDown={keys.onKeyDown}>
      <Spacer height={first?.start ?? 0} />
      {shown.map(({ index, key }) => {
        const row = rows[index];
        return (
          row !== undefined && (
            <BodyRow
              key={key}
              body={props}
              row={row}
              index={index}
              measure={virtual.measureElement}
            />
          )
        );
      })}
      <Spacer height={virtual.getTotalSize() - (last?.end ?? 0)} />
    </tbody>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr aria-hidden="true">
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
