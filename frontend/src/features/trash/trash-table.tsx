import { IconRestore } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { BulkBar } from "@/shared/table/bulk-bar";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { Button, IconButton } from "@/shared/ui/buttons";
import { Stack } from "@/shared/ui/layout";
import { trashColumns } from "./columns";
import { type Item, keyOf, nameOf } from "./model";
import type { Restoring } from "./restoring";
import type { TrashSearch } from "./search";

interface Props {
  page: PageOf<Item>;
  search: TrashSearch;
  onSearch: (change: Partial<TrashSearch>) => void;
  restoring: Restoring;
}

export function TrashTable({ page, search, onSearch, restoring }: Props) {
  const { t, i18n } = useTranslation("trash");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const selection = { selected, onChange: setSelected };
  const bringBackChosen = () => {
    restoring.bringBackMany(page.items.filter((item) => selected.has(keyOf(item))));
    setSelected(new Set());
  };
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("title")}
        rows={page.items}
        columns={trashColumns(t, i18n.language)}
        rowId={keyOf}
        rowName={nameOf}
        sort={search.sort ?? "-deleted_at"}
        onSort={(sort) => onSearch({ sort })}
        selection={selection}
        actions={(item) => (
          <IconButton
            label={t("restore.one", { name: nameOf(item) })}
            aria-disabled={restoring.isBusy}
            onClick={() => restoring.isBusy || restoring.bringBack(item)}
          >
            <IconRestore size={16} />
          </IconButton>
        )}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
      <BulkBar selection={selection}>
        <Button
          weight="primary"
          icon={<IconRestore size={16} />}
          loading={restoring.isBusy}
          onClick={bringBackChosen}
        >
          {t("restore")}
        </Button>
      </BulkBar>
    </Stack>
  );
}
