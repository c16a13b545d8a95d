import type { Column } from "./types";

/** Ids that columns have, with a space between them. */
const IDS = /^[\w-]+( [\w-]+)*$/;

/** The ids of hidden columns as they are remembered; none where something else wrote them. */
export function parseHidden(text: string | null): string[] {
  return text !== null && IDS.test(text) ? text.split(" ") : [];
}

export function formatHidden(ids: readonly string[]): string {
  return ids.join(" ");
}

/** All but what the rows are known by: the first column, and the one that names them. */
export function hideableOf<Row>(columns: readonly Column<Row>[]): Column<Row>[] {
  return columns.filter(({ isTitle }, index) => index > 0 && !isTitle);
}

/** What is left of *columns*; ids that none of them has, or that are always there, hide nothing. */
export function visibleOf<Row>(
  columns: readonly Column<Row>[],
  hidden: readonly string[],
): Column<Row>[] {
  const away = new Set(hideableOf(columns).filter(({ id }) => hidden.includes(id)));
  return columns.filter((column) => !away.has(column));
}

/** The other way round with this one; the others stay, also those that the table has not now. */
export function withToggled(hidden: readonly string[], id: string): string[] {
  return hidden.includes(id) ? hidden.filter((each) => each !== id) : [...hidden, id];
}
