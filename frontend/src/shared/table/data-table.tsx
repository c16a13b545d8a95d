import { Paper } from "@mantine/core";
import { useEffectEvent, useLayoutEffect, useState } from "react";
import { useDensity } from "@/shared/hooks/use-density";
import { useIsNarrow } from "@/shared/hooks/use-narrow";
import { PlainBody, VirtualBody } from "./bodies";
import { Cards } from "./cards";
import { ColumnMenu } from "./column-menu";
import { HeaderRow } from "./header-row";
import { shownOf, toggle } from "./selection";
import classes from "./table.module.css";
import type { DataTableProps } from "./types";
import { useColumnChoice } from "./use-column-choice";
import { useRowKeys } from "./use-row-keys";

const VIRTUAL_FROM = 100;
/** A list that grows at its end has to scroll in itself from its first piece on. */
const VIRTUAL_FROM_IF_ENDLESS = 50;

/**
 * Rows of a list: a real table, or cards on a narrow screen. Order and pages are the server's; the
 * rows come as they are to be shown. Keys in the body: j and k or arrows, x, Enter, right and left.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  if (props.choice === undefined) return <Rows {...props} />;
  return <ChosenRows {...props} choice={props.choice} />;
}

/** Rows with those of their columns alone that somebody wants to see. */
function ChosenRows<Row>(props: DataTableProps<Row> & { choice: string }) {
  const choice = useColumnChoice(props.choice, props.columns);
  return (
    <div>
      <div className={classes.tools}>
        <ColumnMenu choice={choice} />
      </div>
      <Rows {...props} columns={choice.shown} />
    </div>
  );
}

function Rows<Row>(props: DataTableProps<Row>) {
  const isNarrow = useIsNarrow();
  const [density] = useDensity();
  // State, and no ref: the virtual rows begin once it is there.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const keys = useRowKeys(props, expanded, setExpanded);
  useSelectionOfShown(props);
  const onExpand = (id: string) => setExpanded(toggle(expanded, id));

  if (isNarrow) return <Cards {...props} expanded={expanded} onExpand={onExpand} />;

  const from = props.onEndReached ? VIRTUAL_FROM_IF_ENDLESS : VIRTUAL_FROM;
  const isVirtual = props.rows.length > from;
  const body = { ...props, expanded, onExpand, active: keys.active };
  return (
    <Paper
      withBorder
      className={classes.frame}
      ref={setScroller}
      data-density={density}
      data-virtual={isVirtual || undefined}
    >
      <table className={classes.table} aria-rowcount={(props.total ?? props.rows.length) + 1}>
        <caption className={classes.caption}>{props.caption}</caption>
        <thead>
          <HeaderRow {...props} />
        </thead>
        {isVirtual ? (
          <VirtualBody {...body} scroller={scroller} keys={keys} />
        ) : (
          <PlainBody {...body} keys={keys} />
        )}
      </table>
    </Paper>
  );
}

/** What is done with many rows is done with those in sight: who leaves the list is not chosen. */
function useSelectionOfShown<Row>({ rows, rowId, selection }: DataTableProps<Row>): void {
  const drop = useEffectEvent((shown: readonly Row[]) => {
    if (!selection?.selected.size) return;
    const kept = shownOf(selection.selected, shown.map(rowId));
    if (kept.size < selection.selected.size) selection.onChange(kept);
  });
  // Before it is drawn: no bar ever counts rows that are gone.
  useLayoutEffect(() => drop(rows), [rows]);
}
