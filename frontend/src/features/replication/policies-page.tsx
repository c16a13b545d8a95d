import { IconPlug, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { FilterBar, TextFilter } from "@/shared/filters/filter-bar";
import { places } from "@/shared/registries/places";
import { useCanInScope, useScope } from "@/shared/registries/scope";
import { useListSearch } from "@/shared/table/use-list-search";
import { LinkButton } from "@/shared/ui/buttons";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { whenShown } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import type { PolicySearch } from "./search";
import { usePolicies } from "./use-live";

const PolicyTable = whenShown(() => import("./policy-table").then((found) => found.PolicyTable));

/** What is copied between this registry and others, when, and how it went. */
export function PoliciesPage() {
  const { t } = useTranslation(["replication", "app"]);
  const can = useCanInScope();
  const scope = useScope();
  const [search, setSearch] = useListSearch<PolicySearch>();
  const policies = usePolicies(search);
  const create = can("replication-policy:create") && (
    <LinkButton {...places.newPolicy(scope)} weight="primary" icon={<IconPlus size={16} />}>
      {t("create.title")}
    </LinkButton>
  );
  return (
    <Page
      title={t("app:nav.replication")}
      note={scope.project === undefined ? t("note") : t("noteProject")}
      actions={
        <>
          <OwnRegistries />
          {create}
        </>
      }
    >
      {(search.q || (policies.data?.total ?? 0) > 0) && (
        <FilterBar>
          <TextFilter label={t("search")} value={search.q} onChange={(q) => setSearch({ q })} />
        </FilterBar>
      )}
      <QueryView query={policies}>
        {(page) => {
          if (page.total > 0) {
            return (
              <PolicyTable
                page={page}
                now={policies.dataUpdatedAt}
                search={search}
                onSearch={setSearch}
                can={can}
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
    </Page>
  );
}

/** The registries of a project have no place of their own in its tabs. */
function OwnRegistries() {
  const { t } = useTranslation("app");
  const scope = useScope();
  const can = useCanInScope();
  if (scope.project === undefined || !can("registry:list")) return null;
  return (
    <LinkButton {...places.registries(scope)} icon={<IconPlug size={16} />}>
      {t("nav.registries")}
    </LinkButton>
  );
}
