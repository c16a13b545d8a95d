import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { FilterBar, SelectFilter } from "@/shared/filters/filter-bar";
import { places } from "@/shared/registries/places";
import { useScope } from "@/shared/registries/scope";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { useListSearch } from "@/shared/table/use-list-search";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { Stack, Title } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { executionColumns } from "./execution-columns";
import { type Execution, jobStatus } from "./model";
import { type ExecutionsSearch, STATUSES, TRIGGERS } from "./search";
import { useExecutions } from "./use-live";

/** The runs of a policy that are remembered, the newest first. */
export function ExecutionsTable({ policy }: { policy: number }) {
  const { t } = useTranslation(["replication", "common"]);
  const [search, setSearch] = useListSearch<ExecutionsSearch>();
  const runs = useExecutions(policy, search);
  const isFiltered = Boolean(search.status || search.trigger);
  return (
    <Stack gap="sm" component="section">
      <Title order={2} size="h5">
        {t("runs.title")}
      </Title>
      {(isFiltered || (runs.data?.total ?? 0) > 0) && (
        <FilterBar>
          <SelectFilter
            label={t("column.status")}
            value={search.status}
            options={STATUSES.map((value) => ({
              value,
              label: t(`common:job.status.${jobStatus(value)}`),
            }))}
            onChange={(status) => setSearch({ status })}
          />
          <SelectFilter
            label={t("column.trigger")}
            value={search.trigger}
            options={TRIGGERS.map((value) => ({ value, label: t(`trigger.${value}`) }))}
            onChange={(trigger) => setSearch({ trigger })}
          />
        </FilterBar>
      )}
      <QueryView query={runs}>
        {(found) => (
          <Rows page={found} now={runs.dataUpdatedAt} search={search} onSearch={setSearch} />
        )}
      </QueryView>
    </Stack>
  );
}

interface RowsProps {
  page: PageOf<Execution>;
  /** When they were last asked for. */
  now: number;
  search: ExecutionsSearch;
  onSearch: (change: Partial<ExecutionsSearch>) => void;
}

function Rows({ page, now, search, onSearch }: RowsProps) {
  const { t } = useTranslation("replication");
  const scope = useScope();
  const navigate = useNavigate();
  if (page.total === 0) {
    if (search.status || search.trigger) {
      return <FilteredOut onClear={() => onSearch({ status: undefined, trigger: undefined })} />;
    }
    return <NothingYet title={t("runs.none")}>{t("runs.noneText")}</NothingYet>;
  }
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("runs.title")}
        choice="replication-runs"
        rows={page.items}
        columns={executionColumns(t, scope, now)}
        rowId={({ id }) => `${id}`}
        rowName={({ id }) => t("run", { id })}
        onOpen={({ id, policy_id }) => navigate(places.execution(scope, policy_id, id))}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
    </Stack>
  );
}
