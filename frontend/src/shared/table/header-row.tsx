import { Checkbox, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { nextSort, toggleAll } from "./selection";
import classes from "./table.module.css";
import type { Column, DataTableProps } from "./types";

const TITLE_WIDTH = "26%";

export function HeaderRow<Row>(props: DataTableProps<Row>) {
  const { t } = useTranslation();
  return (
    <tr aria-rowindex={1}>
      {props.details && (
        <th className={classes.narrow}>
          <span className={classes.hidden}>{t("table.details")}</span>
        </th>
      )}
      {props.selection && (
        <th className={classes.narrow}>
          <SelectAll {...props} selection={props.selection} />
        </th>
      )}
      {props.columns.map((column) => (
        <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
      ))}
      {props.actions && (
        <th className={classes.narrow}>
          <span className={classes.hidden}>{t("table.actions")}</span>
        </th>
      )}
    </tr>
  );
}

function SelectAll<Row>(
  props: DataTableProps<Row> & { selection: NonNullable<DataTableProps<Row>["selection"]> },
) {
  const { t } = useTranslation();
  const { selected, onChange } = props.selection;
  const ids = props.rows.map(props.rowId);
  const isAll = ids.length > 0 && ids.every((id) => selected.has(id));
  return (
    <Checkbox
      size="xs"
      aria-label={t("table.selectAll")}
      checked={isAll}
      indeterminate={!isAll && ids.some((id) => selected.has(id))}
      onChange={() => onChange(toggleAll(selected, ids))}
    />
  );
}

interface HeaderCellProps<Row> {
  column: Column<Row>;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const { sortKey } = column;
  const width = column.width ?? (column.isTitle ? TITLE_WIDTH : undefined);
  const style = width ? { width, minWidth: column.width } : undefined;
  if (!sortKey || !onSort) {
    return (
      <th scope="col" style={style} data-align={column.align}>
        {column.header}
      </th>
    );
  }
  const direction = directionOf(sort, sortKey);
  return (
    <th scope="col" style={style} data-align={column.align} aria-sort={direction}>
      <UnstyledButton className={classes.sort} onClick={() => onSort(nextSort(sort, sortKey))}>
        {column.header}
        <SortIcon direction={direction} />
      </UnstyledButton>
    </th>
  );
}

type Direction = "ascending" | "descending" | "none";

function directionOf(sort: string | undefined, key: string): Direction {
  if (sort === key) return "ascending";
  return sort === `-${key}` ? "descending" : "none";
}

function SortIcon({ direction }: { direction: Direction }) {
  if (direction === "none") return <IconArrowsSort size={13} className={classes.unsorted} />;
  return direction === "ascending" ? <IconArrowUp size={13} /> : <IconArrowDown size={13} />;
}
