import type { ReactNode } from "react";

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The API's name for the order by this column; absent where it has none. */
  sortKey?: string;
  align?: "end";
  /** A CSS width; the rest share what is left. */
  width?: string;
  /** The column that names the row: its header in the table, its title as a card. */
  isTitle?: boolean;
}

export interface Selection {
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
}

export interface DataTableProps<Row> {
  /** What the table is of, said to screen readers. */
  caption: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  /** What people's choice among the columns is remembered by; without it all are always there. */
  choice?: string;
  rowId: (row: Row) => string;
  /** Said of the row's checkbox and buttons; the id where absent. */
  rowName?: (row: Row) => string;
  /** The order as the API writes it: `name`, or `-name` for a descending one. */
  sort?: string | undefined;
  onSort?: (sort: string) => void;
  selection?: Selection;
  /** Enter, or a double click on a row. */
  onOpen?: (row: Row) => void;
  /** What a row shows below itself when it is expanded. */
  details?: (row: Row) => ReactNode;
  /** Buttons at the row's end. */
  actions?: (row: Row) => ReactNode;
  /** How many rows there are in all, where more than these. */
  total?: number;
  /** The last rows are nearly in sight: where pages follow on each other, load the next. */
  onEndReached?: () => void;
}
