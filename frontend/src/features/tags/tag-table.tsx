import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { repositoryPage } from "@/shared/lib/repository-page";
import { whenShown } from "@/shared/ui/lazy";
import { Skeletons } from "@/shared/ui/query-view";
import type { TagRow } from "./api";
import { tagColumns } from "./columns";
import { namesByDigest } from "./model";
import { RowTable, type TableProps } from "./row-table";

const TagDetails = whenShown(
  () => import("./tag-details").then((found) => found.TagDetails),
  <Skeletons lines={2} />,
);

export function TagTable(props: TableProps<TagRow>) {
  const { t } = useTranslation(["tags", "common"]);
  const { place, list } = props;
  const navigate = useNavigate();
  const names = useMemo(() => namesByDigest(list.items), [list.items]);
  const columns = useMemo(() => tagColumns(t, place, names), [t, place, names]);
  const open = useCallback(
    ({ digest }: TagRow) => navigate(repositoryPage(place, "artifacts", digest)),
    [navigate, place],
  );
  return (
    <RowTable
      {...props}
      caption={t("title")}
      choice="tags"
      columns={columns}
      rowId={(row) => row.name}
      tagOf={(row) => row.name}
      asTags={(chosen) => chosen}
      onOpen={open}
      details={(row) => <TagDetails row={row} place={place} />}
    />
  );
}
