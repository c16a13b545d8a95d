import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCanInProject } from "@/shared/api/project";
import { FilterBar, TextFilter } from "@/shared/filters/filter-bar";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button } from "@/shared/ui/buttons";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { whenOpened } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { memberQueries } from "./api";
import { MemberTable } from "./member-table";
import { RoleMatrix } from "./role-matrix";
import type { MemberSearch } from "./search";

const AddDrawer = whenOpened(
  () => import("./add-drawer").then((found) => found.AddDrawer),
  ({ isOpen }) => isOpen,
);

export function MembersPage({ project }: { project: string }) {
  const { t } = useTranslation("members");
  const [search, setSearch] = useListSearch<MemberSearch>();
  const members = useQuery(memberQueries.list(project, search));
  const can = useCanInProject(project);
  const mayAdd = can("member:create");
  const add = mayAdd && (
    <Button
      weight="primary"
      icon={<IconUserPlus size={16} />}
      onClick={() => setSearch({ page: search.page, adding: true })}
    >
      {t("add.title")}
    </Button>
  );
  return (
    <Page title={t("title")} actions={add}>
      <FilterBar>
        <TextFilter label={t("filter.name")} value={search.q} onChange={(q) => setSearch({ q })} />
      </FilterBar>
      <QueryView query={members}>
        {(page) => {
          if (page.total > 0) {
            return (
              <MemberTable
                project={project}
                page={page}
                number={search.page ?? 1}
                onPage={(number) => setSearch({ page: number })}
              />
            );
          }
          if (search.q) return <FilteredOut onClear={() => setSearch({ q: undefined })} />;
          return <NothingYet title={t("empty.title")}>{t("empty.text")}</NothingYet>;
        }}
      </QueryView>
      <RoleMatrix />
      {mayAdd && (
        <AddDrawer
          project={project}
          isOpen={search.adding ?? false}
          onClose={() => setSearch({ page: search.page, adding: undefined })}
        />
      )}
    </Page>
  );
}
