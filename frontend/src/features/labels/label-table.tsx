import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import type { Column } from "@/shared/table/types";
import { IconButton } from "@/shared/ui/buttons";
import { LabelChip } from "@/shared/ui/label-chip";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import { RelTime } from "@/shared/ui/values";
import type { Label } from "./api";
import type { LabelSearch } from "./search";

const DeleteLabel = whenOpened(
  () => import("./delete-label").then((found) => found.DeleteLabel),
  ({ label }) => label !== null,
);

interface Props {
  page: PageOf<Label>;
  search: LabelSearch;
  onSearch: (change: Partial<LabelSearch>) => void;
  can: (right: string) => boolean;
  onEdit: (label: Label) => void;
}

export function LabelTable({ page, search, onSearch, can, onEdit }: Props) {
  const { t } = useTranslation("labels");
  const columns = useColumns();
  const [leaving, setLeaving] = useState<Label | null>(null);
  const [mayEdit, mayDelete] = [can("label:update"), can("label:delete")];
  const actions = (label: Label) => (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {mayEdit && (
        <IconButton label={t("edit.one", { name: label.name })} onClick={() => onEdit(label)}>
          <IconPencil size={16} />
        </IconButton>
      )}
      {mayDelete && (
        <IconButton label={t("delete.one", { name: label.name })} onClick={() => setLeaving(label)}>
          <IconTrash size={16} />
        </IconButton>
      )}
    </Group>
  );
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("title")}
        rows={page.items}
        columns={columns}
        rowId={(label) => String(label.id)}
        rowName={(label) => label.name}
        sort={search.sort ?? "name"}
        onSort={(sort) => onSearch({ sort })}
        {...(mayEdit ? { onOpen: onEdit } : {})}
        {...(mayEdit || mayDelete ? { actions } : {})}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
      <DeleteLabel label={leaving} onClose={() => setLeaving(null)} />
    </Stack>
  );
}

function useColumns(): Column<Label>[] {
  const { t } = useTranslation("labels");
  return [
    {
      id: "name",
      header: t("column.name"),
      sortKey: "name",
      isTitle: true,
      cell: ({ name, color }) => <LabelChip name={name} color={color} />,
    },
    {
      id: "description",
      header: t("column.description"),
      width: "40%",
      cell: ({ description }) =>
        description && (
          <Text span inherit lineClamp={2} title={description}>
            {description}
          </Text>
        ),
    },
    {
      id: "created",
      header: t("column.created"),
      sortKey: "creation_time",
      width: "150px",
      cell: ({ creation_time }) => <RelTime value={creation_time} />,
    },
  ];
}
