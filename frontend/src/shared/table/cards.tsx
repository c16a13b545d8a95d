import { Group, Paper, Stack } from "@mantine/core";
import { useId } from "react";
import { useDensity } from "@/shared/hooks/use-density";
import { Expander, RowCheckbox } from "./body-row";
import { toggle } from "./selection";
import classes from "./table.module.css";
import type { DataTableProps } from "./types";

interface CardsProps<Row> extends DataTableProps<Row> {
  expanded: ReadonlySet<string>;
  onExpand: (id: string) => void;
}

/** A table's rows on a narrow screen, with all that they have and can do. */
export function Cards<Row>(props: CardsProps<Row>) {
  const [density] = useDensity();
  return (
    <ul className={classes.cards} data-density={density} aria-label={props.caption}>
      {props.rows.map((row) => (
        <Card key={props.rowId(row)} {...props} row={row} />
      ))}
    </ul>
  );
}

function Card<Row>(props: CardsProps<Row> & { row: Row }) {
  const { row, columns, selection, details, actions } = props;
  const id = props.rowId(row);
  const detailsId = useId();
  const title = columns.find((column) => column.isTitle);
  const isExpanded = props.expanded.has(id);
  const isSelected = selection?.selected.has(id) ?? false;
  return (
    <Paper component="li" withBorder p="sm" data-selected={isSelected || undefined}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="sm" wrap="nowrap" className={classes.cardTitle}>
          {selection && (
            <RowCheckbox
              name={props.rowName?.(row) ?? id}
              isChecked={isSelected}
              onClick={() => selection.onChange(toggle(selection.selected, id))}
            />
          )}
          {title?.cell(row)}
        </Group>
        <Group gap={2} wrap="nowrap">
          {actions?.(row)}
          {details && (
            <Expander
              isExpanded={isExpanded}
              controls={detailsId}
              onClick={() => props.onExpand(id)}
            />
          )}
        </Group>
      </Group>
      <dl className={classes.fields}>
        {columns
          .filter((column) => !column.isTitle)
          .map((column) => (
            <Stack key={column.id} gap={0}>
              <dt>{column.header}</dt>
              <dd>{column.cell(row)}</dd>
            </Stack>
          ))}
      </dl>
      {details && isExpanded && <div id={detailsId}>{details(row)}</div>}
    </Paper>
  );
}
