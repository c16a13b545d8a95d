import { useState } from "react";
import { useIsNarrow } from "@/shared/hooks/use-narrow";
import { imageReference } from "@/shared/lib/references";
import { useRegistry } from "@/shared/pull-box/use-registry";
import { DataTable } from "@/shared/table/data-table";
import type { DataTableProps } from "@/shared/table/types";
import { Stack } from "@/shared/ui/layout";
import type { Artifact, TagRow } from "./api";
import { BulkActions, type BulkContext, type Matching } from "./bulk-actions";
import { type Endless, LoadMore } from "./endless";
import { kindOf, listTerms } from "./model";
import { PullButton } from "./pull-drawer";
import type { TagSearch } from "./search";

export interface TableProps<Row> extends BulkContext {
  list: Endless<Row>;
  search: TagSearch;
  onSearch: (change: Partial<TagSearch>) => void;
}

interface Props<Row>
  extends TableProps<Row>,
    Pick<DataTableProps<Row>, "caption" | "choice" | "columns" | "rowId" | "onOpen" | "details"> {
  /** The tag that a row is pulled by, where it has one. */
  tagOf: (row: Row) => string | undefined;
  /** The chosen rows as tags, where they are that. */
  asTags?: (chosen: readonly Row[]) => readonly TagRow[];
}

/** Rows that clients pull by their ids, a tag or a digest, and what can be done with many. */
export function RowTable<Row extends TagRow | Artifact>(props: Props<Row>) {
  const { list, search, onSearch, tagOf, asTags, place, projectId, can, ...table } = props;
  const { host } = useRegistry();
  const { selection, matching } = useChoice(list, search, table.rowId);
  const chosen = list.items.filter((row) => selection.selected.has(table.rowId(row)));
  const fullName = `${place.project}/${place.repository}`;
  return (
    <Stack gap="sm">
      <DataTable
        {...table}
        rows={list.items}
        sort={search.sort ?? "-push_time"}
        onSort={(sort) => onSearch({ sort })}
        selection={selection}
        actions={(row) => {
          const tag = tagOf(row);
          return (
            <PullButton
              {...place}
              name={tag ?? row.digest}
              digest={row.digest}
              kind={kindOf(row)}
              {...(tag ? { tag } : {})}
            />
          );
        }}
        total={list.total}
        onEndReached={list.loadMore}
      />
      <LoadMore list={list} />
      <BulkActions
        place={place}
        projectId={projectId}
        can={can}
        selection={selection}
        {...(asTags ? { tags: asTags(chosen), matching } : {})}
        chosen={chosen}
        references={chosen.map((row) => imageReference(host, fullName, table.rowId(row)))}
      />
    </Stack>
  );
}

/** Which rows are chosen, and whether all that match are: those that were not loaded yet, too. */
function useChoice<Row>(list: Endless<Row>, search: TagSearch, rowId: (row: Row) => string) {
  const isNarrow = useIsNarrow();
  const [some, setSome] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setIsAll] = useState(false);
  const ids = list.items.map(rowId);
  const onChange = (selected: ReadonlySet<string>) => {
    setSome(selected);
    setIsAll(false);
  };
  // As cards they have no box that chooses all of the page.
  const isOffered = some.size > 0 && (isNarrow || ids.every((id) => some.has(id)));
  const matching: Matching = {
    q: listTerms("name", search, new Date()) ?? "",
    count: list.total,
    isChosen: isAll,
    onChoose: isOffered && list.total > some.size ? () => setIsAll(true) : undefined,
  };
  return { selection: { selected: isAll ? new Set(ids) : some, onChange }, matching };
}
