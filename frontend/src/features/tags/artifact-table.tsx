import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { imageReference } from "@/shared/lib/references";
import { useRegistry } from "@/shared/pull-box/use-registry";
import { DataTable } from "@/shared/table/data-table";
import { Stack } from "@/shared/ui/layout";
import type { Artifact } from "./api";
import { artifactColumns } from "./artifact-columns";
import { BulkActions, type BulkContext } from "./bulk-actions";
import { type Endless, LoadMore } from "./endless";
import { kindOf } from "./model";
import { PullButton } from "./pull-drawer";
import type { TagSearch } from "./search";

interface Props extends BulkContext {
  list: Endless<Artifact>;
  search: TagSearch;
  onSearch: (change: Partial<TagSearch>) => void;
}

/** All artifacts of a repository, also those that no tag names. */
export function ArtifactTable({ list, search, onSearch, ...context }: Props) {
  const { t } = useTranslation(["tags", "common"]);
  const { place } = context;
  const { host } = useRegistry();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(() => artifactColumns(t, place), [t, place]);
  const selection = { selected, onChange: setSelected };
  const chosen = list.items.filter(({ digest }) => selected.has(digest));
  const fullName = `${place.project}/${place.repository}`;
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("view.artifacts")}
        rows={list.items}
        columns={columns}
        rowId={(row) => row.digest}
        sort={search.sort ?? "-push_time"}
        onSort={(sort) => onSearch({ sort })}
        selection={selection}
        actions={(row) => (
          <PullButton
            {...place}
            name={row.tags?.[0]?.name ?? row.digest}
            digest={row.digest}
            kind={kindOf(row)}
            {...(row.tags?.[0] ? { tag: row.tags[0].name } : {})}
          />
        )}
        total={list.total}
        onEndReached={list.loadMore}
      />
      <LoadMore list={list} />
      <BulkActions
        {...context}
        selection={selection}
        chosen={chosen}
        references={chosen.map(({ digest }) => imageReference(host, fullName, digest))}
      />
    </Stack>
  );
}
