import { Checkbox } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Fragment, type MouseEvent, memo, useId } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/shared/ui/buttons";
import type { BodyProps } from "./bodies";
import classes from "./table.module.css";
import type { Column } from "./types";

interface Props<Row> {
  /** One object as long as nothing but the place in the table changes: then no row is made anew. */
  body: BodyProps<Row>;
  row: Row;
  index: number;
  measure?: (element: HTMLTableRowElement | null) => void;
}

export const BodyRow = memo(UnkeptRow) as typeof UnkeptRow;

function UnkeptRow<Row>({ body, row, index, measure }: Props<Row>) {
  const { columns, selection, details, actions, keys, onOpen } = body;
  const id = body.rowId(row);
  const detailsId = useId();
  const isExpanded = body.expanded.has(id);
  const isSelected = selection?.selected.has(id) ?? false;
  const width = columns.length + [details, selection, actions].filter(Boolean).length;
  return (
    <Fragment>
      <tr
        ref={measure}
        data-index={index}
        data-row={index}
        data-selected={isSelected || undefined}
        aria-rowindex={index + 2}
        aria-selected={selection ? isSelected : undefined}
        tabIndex={index === keys.active ? 0 : -1}
        onFocus={() => keys.setActive(index)}
        onDoubleClick={onOpen && (() => onOpen(row))}
      >
        {details && (
          <td className={classes.narrow}>
            <Expander
              isExpanded={isExpanded}
              controls={detailsId}
              onClick={() => body.onExpand(id)}
            />
          </td>
        )}
        {selection && (
          <td className={classes.narrow}>
            <RowCheckbox
              name={body.rowName?.(row) ?? id}
              isChecked={isSelected}
              onClick={(event) => keys.select(index, event.shiftKey)}
            />
          </td>
        )}
        {columns.map((column) => (
          <Cell key={column.id} column={column} row={row} />
        ))}
        {actions && <td className={classes.actions}>{actions(row)}</td>}
      </tr>
      {details && isExpanded && (
        <tr id={detailsId} className={classes.details}>
          <td colSpan={width}>{details(row)}</td>
        </tr>
      )}
    </Fragment>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  if (column.isTitle) {
    return (
      <th scope="row" data-align={column.align}>
        {column.cell(row)}
      </th>
    );
  }
  return <td data-align={column.align}>{column.cell(row)}</td>;
}

interface RowCheckboxProps {
  name: string;
  isChecked: boolean;
  onClick: (event: MouseEvent) => void;
}

export function RowCheckbox({ name, isChecked, onClick }: RowCheckboxProps) {
  const { t } = useTranslation();
  return (
    <Checkbox
      size="xs"
      aria-label={t("table.selectRow", { name })}
      checked={isChecked}
      readOnly
      onClick={onClick}
    />
  );
}

interface ExpanderProps {
  isExpanded: boolean;
  controls: string;
  onClick: () => void;
}

export function Expander({ isExpanded, controls, onClick }: ExpanderProps) {
  const { t } = useTranslation();
  return (
    <IconButton
      size="sm"
      label={isExpanded ? t("table.collapse") : t("table.expand")}
      aria-expanded={isExpanded}
      aria-controls={isExpanded ? controls : undefined}
      onClick={onClick}
    >
      {isExpanded ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
    </IconButton>
  );
}
