import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { FilterBar, SelectFilter, TextFilter } from "@/shared/filters/filter-bar";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button } from "@/shared/ui/buttons";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { whenOpened } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { userQueries } from "./api";
import type { UserSearch } from "./search";
import { type Asked, UserDialogs } from "./user-dialogs";
import { UserTable } from "./user-table";

const CreateUser = whenOpened(
  () => import("./create-user").then((found) => found.CreateUser),
  ({ isOpen }) => isOpen,
);
const UserDrawer = whenOpened(
  () => import("./user-drawer").then((found) => found.UserDrawer),
  ({ id }) => id !== undefined,
);

const ROLES = ["admin", "user"] as const;
const STATES = ["enabled", "disabled"] as const;
const NO_FILTERS = { q: undefined, role: undefined, state: undefined };

export function UsersPage() {
  const { t } = useTranslation("users");
  const [search, setSearch] = useListSearch<UserSearch>();
  const users = useQuery(userQueries.list(search));
  const [asked, setAsked] = useState<Asked | null>(null);
  const mayCreate = useCan()("user:create");
  const here = { page: search.page };
  const create = mayCreate && (
    <Button
      weight="primary"
      icon={<IconUserPlus size={16} />}
      onClick={() => setSearch({ ...here, creating: true })}
    >
      {t("create.title")}
    </Button>
  );
  return (
    <Page title={t("title")} actions={create}>
      <FilterBar>
        <TextFilter label={t("filter.name")} value={search.q} onChange={(q) => setSearch({ q })} />
        <SelectFilter
          label={t("column.role")}
          value={search.role}
          options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChange={(role) => setSearch({ role })}
        />
        <SelectFilter
          label={t("column.state")}
          value={search.state}
          options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          onChange={(state) => setSearch({ state })}
        />
      </FilterBar>
      <QueryView query={users}>
        {(page) => {
          if (page.total > 0) {
            return <UserTable page={page} search={search} onSearch={setSearch} onAsk={setAsked} />;
          }
          if (search.q || search.role || search.state) {
            return <FilteredOut onClear={() => setSearch(NO_FILTERS)} />;
          }
          return (
            <NothingYet title={t("empty.title")} action={create}>
              {t("empty.text")}
            </NothingYet>
          );
        }}
      </QueryView>
      {mayCreate && (
        <CreateUser
          isOpen={search.creating ?? false}
          onClose={() => setSearch({ ...here, creating: undefined })}
        />
      )}
      <UserDialogs asked={asked} onClose={() => setAsked(null)} />
      <UserDrawer id={search.user} onClose={() => setSearch({ ...here, user: undefined })} />
    </Page>
  );
}
