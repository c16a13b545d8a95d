import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { FilterBar, SelectFilter, TextFilter } from "@/shared/filters/filter-bar";
import { useListSearch } from "@/shared/table/use-list-search";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { trashQueries } from "./api";
import { TYPES } from "./model";
import { Refusals } from "./refusals";
import { useRestoring } from "./restoring";
import type { TrashSearch } from "./search";
import { TrashTable } from "./trash-table";

export function TrashPage({ project }: { project: string }) {
  const { t } = useTranslation("trash");
  const [search, setSearch] = useListSearch<TrashSearch>();
  const items = useQuery(trashQueries.list(project, search));
  const restoring = useRestoring(project);
  return (
    <Page title={t("title")} note={<Kept />}>
      <FilterBar>
        <TextFilter label={t("filter")} value={search.q} onChange={(q) => setSearch({ q })} />
        <SelectFilter
          label={t("type")}
          value={search.type}
          options={TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
          onChange={(type) => setSearch({ type })}
        />
      </FilterBar>
      <QueryView query={items}>
        {(page) => {
          if (page.total > 0) {
            return (
              <TrashTable page={page} search={search} onSearch={setSearch} restoring={restoring} />
            );
          }
          if (search.q || search.type) {
            return <FilteredOut onClear={() => setSearch({ q: undefined, type: undefined })} />;
          }
          return <NothingYet title={t("empty")} />;
        }}
      </QueryView>
      <Refusals {...restoring} />
    </Page>
  );
}

/** For how long something can be brought back, or that nothing can. */
function Kept() {
  const { t } = useTranslation("trash");
  const { data } = useQuery(sessionQueries.system());
  const days = data?.trash_days;
  if (days === undefined) return null;
  return days > 0 ? t("note", { count: days }) : t("off");
}
