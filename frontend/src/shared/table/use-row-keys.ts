import { type KeyboardEvent, useRef, useState } from "react";
import { selectRange, toggle } from "./selection";
import type { DataTableProps } from "./types";

export interface RowKeys {
  /** The row that Tab leads to. */
  active: number;
  setActive: (index: number) => void;
  select: (index: number, isRange: boolean) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

type Expanded = ReadonlySet<string>;

const FRAMES = 30;

/** A virtual row is not there before it was scrolled to and made. */
function focusRow(body: HTMLElement, index: number, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const row = body.querySelector<HTMLElement>(`[data-row="${index}"]`);
    if (row) row.focus();
    else if (frames > 0) focusRow(body, index, frames - 1);
  });
}

/** What keys do while the focus is in a table's body. */
export function useRowKeys<Row>(
  props: DataTableProps<Row>,
  expanded: Expanded,
  setExpanded: (expanded: Expanded) => void,
): RowKeys {
  const { rows, rowId, selection, onOpen, details } = props;
  const [wanted, setActive] = useState(0);
  const anchor = useRef<string | null>(null);
  const active = Math.max(0, Math.min(wanted, rows.length - 1));

  const select = (index: number, isRange: boolean) => {
    const row = rows[index];
    if (!selection || row === undefined) return;
    const [id, ids] = [rowId(row), rows.map(rowId)];
    const from = isRange ? anchor.current : null;
    anchor.current = id;
    selection.onChange(
      from ? selectRange(selection.selected, ids, from, id) : toggle(selection.selected, id),
    );
  };
  const expand = (isWanted: boolean) => {
    const row = rows[active];
    if (!details || row === undefined || expanded.has(rowId(row)) === isWanted) return;
    setExpanded(toggle(expanded, rowId(row)));
  };
  const move = (body: HTMLElement, index: number) => {
    const next = Math.max(0, Math.min(index, rows.length - 1));
    setActive(next);
    focusRow(body, next);
  };
  const open = () => {
    const row = rows[active];
    if (row !== undefined) onOpen?.(row);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget: body } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Buttons, links and fields in a row keep their own keys.
    if (!(target instanceof HTMLTableRowElement)) return;
    const actions = new Map<string, () => void>([
      ["j", () => move(body, active + 1)],
      ["ArrowDown", () => move(body, active + 1)],
      ["k", () => move(body, active - 1)],
      ["ArrowUp", () => move(body, active - 1)],
      ["Home", () => move(body, 0)],
      ["End", () => move(body, rows.length - 1)],
      ["x", () => select(active, false)],
      ["X", () => select(active, true)],
      ["Enter", open],
      ["ArrowRight", () => expand(true)],
      ["ArrowLeft", () => expand(false)],
      ["Escape", () => selection?.onChange(new Set())],
    ]);
    const action = actions.get(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  };
  return { active, setActive, select, onKeyDown };
}
