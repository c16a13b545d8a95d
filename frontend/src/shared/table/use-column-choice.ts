import { useQuery } from "@tanstack/react-query";
import { sessionQueries } from "@/shared/api/session";
import { useSetting } from "@/shared/hooks/use-setting";
import { formatHidden, hideableOf, parseHidden, visibleOf, withToggled } from "./column-choice";
import type { Column } from "./types";

export interface ColumnChoice<Row> {
  shown: readonly Column<Row>[];
  hideable: readonly Column<Row>[];
  toggle: (id: string) => void;
  showAll: () => void;
}

/** Which *columns* of *table* whoever is logged in wants to see; this browser remembers it. */
export function useColumnChoice<Row>(
  table: string,
  columns: readonly Column<Row>[],
): ColumnChoice<Row> {
  const { data: user } = useQuery(sessionQueries.user());
  // Names of people may have dots, those of tables have none: no two choices share a place.
  const [text, setText] = useSetting(`columns.${table}.${user?.username ?? ""}`);
  const hidden = parseHidden(text);
  return {
    shown: visibleOf(columns, hidden),
    hideable: hideableOf(columns),
    toggle: (id) => setText(formatHidden(withToggled(hidden, id))),
    showAll: () => setText(""),
  };
}
