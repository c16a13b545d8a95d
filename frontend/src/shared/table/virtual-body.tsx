import { useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useEffect } from "react";
import { useDensity } from "@/shared/hooks/use-density";
import type { VirtualProps } from "./bodies";
import { BodyRow } from "./body-row";

const ROW_HEIGHTS = { comfortable: 41, compact: 31 };
/** Rows beyond the edges, for what is scrolled into sight while others are being made. */
const OVERSCAN = 12;

/** Of many rows only those in sight are there; two empty ones keep the place of the others. */
export function VirtualBody<Row>(props: VirtualProps<Row>) {
  const { rows, onEndReached, keys } = props;
  const [density] = useDensity();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => props.scroller,
    estimateSize: () => ROW_HEIGHTS[density],
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
