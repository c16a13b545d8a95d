import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { FilterBar, TextFilter } from "@/shared/filters/filter-bar";
import { usePolling } from "@/shared/hooks/use-polling";
import { useCanInScope, useScope } from "@/shared/registries/scope";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button } from "@/shared/ui/buttons";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { whenOpened } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { registryQueries } from "./api";
import { RegistryTable } from "./registry-table";
import type { RegistrySearch } from "./search";

const EVERY = 10_000;
const RegistryDrawer = whenOpened(
  () => import("./registry-drawer").then((found) => found.RegistryDrawer),
  ({ which }) => which !== undefined,
);

/** The other registries that images come from and go to. */
export function RegistriesPage() {
  const { t } = useTranslation(["registries", "app"]);
  const can = useCanInScope();
  const scope = useScope();
  const [search, setSearch] = useListSearch<RegistrySearch>();
  const registries = useQuery({
    ...registryQueries.list(scope, search),
    refetchInterval: usePolling(EVERY),
  });
  const open = (edit: RegistrySearch["edit"]) => setSearch({ page: search.page, edit });
  const create = can("registry:create") && (
    <Button weight="primary" icon={<IconPlus size={16} />} onClick={() => open("new")}>
      {t("create.title")}
    </Button>
  );
  return (
    <Page
      title={t("app:nav.registries")}
      note={scope.project === undefined ? t("note") : t("noteProject")}
      actions={create}
    >
      {(search.q || (registries.data?.total ?? 0) > 0) && (
        <FilterBar>
          <TextFilter
            label={t("filter.name")}
            value={search.q}
            onChange={(q) => setSearch({ q })}
          />
        </FilterBar>
      )}
      <QueryView query={registries}>
        {(page) => {
          if (page.total > 0) {
            return (
              <RegistryTable
                page={page}
                search={search}
                onSearch={setSearch}
                can={can}
                onOpen={open}
              />
            );
          }
          if (search.q) return <FilteredOut onClear={() => setSearch({ q: undefined })} />;
          return (
            <NothingYet title={t("empty.title")} action={create}>
              {t("empty.text")}
            </NothingYet>
          );
        }}
      </QueryView>
      <RegistryDrawer which={search.edit} can={can} onClose={() => open(undefined)} />
    </Page>
  );
}
