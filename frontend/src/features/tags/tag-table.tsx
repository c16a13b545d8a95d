import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { imageReference, repositoryPath } from "@/shared/lib/references";
import { useRegistry } from "@/shared/pull-box/use-registry";
import { DataTable } from "@/shared/table/data-table";
import { Stack } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import { Skeletons } from "@/shared/ui/query-view";
import type { TagRow } from "./api";
import { BulkActions, type BulkContext } from "./bulk-actions";
import { tagColumns } from "./columns";
import { type Endless, LoadMore } from "./endless";
import { kindOf, namesByDigest } from "./model";
import { PullButton } from "./pull-drawer";
import type { TagSearch } from "./search";

const TagDetails = whenShown(
  () => import("./tag-details").then((found) => found.TagDetails),
  <Skeletons lines={2} />,
);

interface Props extends BulkContext {
  list: Endless<TagRow>;
  search: TagSearch;
  onSearch: (change: Partial<TagSearch>) => void;
}

export function TagTable({ list, search, onSearch, ...context }: Props) {
  const { t } = useTranslation(["tags", "common"]);
  const { place } = context;
  const { host } = useRegistry();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const names = useMemo(() => namesByDigest(list.items), [list.items]);
  const columns = useMemo(() => tagColumns(t, place, names), [t, place, names]);
  const selection = { selected, onChange: setSelected };
  const chosen = list.items.filter(({ name }) => selected.has(name));
  const fullName = `${place.project}/${place.repository}`;
  const open = useCallback(
    ({ digest }: TagRow) =>
      navigate({
        to: "/projects/$project/repos/$",
        params: {
          project: place.project,
          _splat: repositoryPath(place.repository, "artifacts", digest),
        },
      }),
    [navigate, place],
  );
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("title")}
        rows={list.items}
        columns={columns}
        rowId={(row) => row.name}
        sort={search.sort ?? "-push_time"}
        onSort={(sort) => onSearch({ sort })}
        selection={selection}
        onOpen={open}
        details={(row) => <TagDetails row={row} place={place} />}
        actions={(row) => (
          <PullButton
            {...place}
            name={row.name}
            tag={row.name}
            digest={row.digest}
            kind={kindOf(row)}
          />
        )}
        total={list.total}
        onEndReached={list.loadMore}
      />
      <LoadMore list={list} />
      <BulkActions
        {...context}
        selection={selection}
        tags={chosen}
        chosen={chosen}
        references={chosen.map(({ name }) => imageReference(host, fullName, name))}
      />
    </Stack>
  );
}
