import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { useCan } from "@/shared/api/session";
import { FilterBar, SelectFilter, TextFilter } from "@/shared/filters/filter-bar";
import { BulkBar } from "@/shared/table/bulk-bar";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button, IconButton } from "@/shared/ui/buttons";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { Stack } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { FIRST_SORT, type Outcome, type Quota, quotaQueries } from "./api";
import { quotaColumns } from "./columns";
import { DefaultNote } from "./default-note";
import type { QuotaSearch } from "./search";

const LimitDialog = whenOpened(
  () => import("./limit-dialog").then((found) => found.LimitDialog),
  ({ isOpen }) => isOpen,
);

export function QuotasPage() {
  const { t } = useTranslation("quotas");
  const [search, setSearch] = useListSearch<QuotaSearch>();
  const quotas = useQuery(quotaQueries.list(search));
  const limits = (["limited", "unlimited"] as const).map((value) => ({
    value,
    label: t(`filter.${value}`),
  }));
  return (
    <Page title={t("title")} note={<DefaultNote />}>
      <FilterBar>
        <TextFilter
          label={t("filter.project")}
          value={search.q}
          onChange={(q) => setSearch({ q })}
        />
        <SelectFilter
          label={t("column.limit")}
          value={search.limit}
          options={limits}
          onChange={(limit) => setSearch({ limit })}
        />
      </FilterBar>
      <QueryView query={quotas}>
        {(page) => {
          if (page.items.length > 0) {
            return <QuotaTable page={page} search={search} onSearch={setSearch} />;
          }
          if (search.q || search.limit || search.page) {
            return (
              <FilteredOut
                onClear={() => setSearch({ q: undefined, limit: undefined, page: undefined })}
              />
            );
          }
          return <NothingYet title={t("empty.title")}>{t("empty.text")}</NothingYet>;
        }}
      </QueryView>
    </Page>
  );
}

interface TableProps {
  page: PageOf<Quota>;
  search: QuotaSearch;
  onSearch: (change: Partial<QuotaSearch>) => void;
}

function QuotaTable({ page, search, onSearch }: TableProps) {
  const { t } = useTranslation("quotas");
  const can = useCan();
  const isWritable = can("quota:update");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [edited, setEdited] = useState<readonly Quota[]>([]);
  const [isOpen, setIsOpen] = useState(false);
  const selection = { selected, onChange: setSelected };

  const edit = (quotas: readonly Quota[]) => {
    setEdited(quotas);
    setIsOpen(true);
  };
  const done = ({ refused }: Outcome) => {
    // What was refused stays to be tried again, here and in the dialog.
    setEdited(refused.length > 0 ? refused.map(({ quota }) => quota) : edited);
    setSelected(
      (ids) => new Set(refused.map(({ quota }) => rowId(quota)).filter((id) => ids.has(id))),
    );
    setIsOpen(refused.length > 0);
  };
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("title")}
        choice="quotas"
        rows={page.items}
        columns={quotaColumns(t)}
        rowId={rowId}
        rowName={({ ref }) => ref.name}
        sort={search.sort ?? FIRST_SORT}
        onSort={(sort) => onSearch({ sort })}
        {...(isWritable && {
          selection,
          actions: (quota: Quota) => (
            <IconButton
              label={t("edit.titleOf", { name: quota.ref.name })}
              onClick={() => edit([quota])}
            >
              <IconPencil size={16} />
            </IconButton>
          ),
        })}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
      <BulkBar selection={selection}>
        <Button
          icon={<IconPencil size={16} />}
          onClick={() => edit(page.items.filter((quota) => selected.has(rowId(quota))))}
        >
          {t("edit.title")}
        </Button>
      </BulkBar>
      <LimitDialog quotas={edited} isOpen={isOpen} onClose={() => setIsOpen(false)} onDone={done} />
    </Stack>
  );
}

function rowId(quota: Quota): string {
  return String(quota.id);
}
