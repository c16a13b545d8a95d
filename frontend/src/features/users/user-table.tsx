import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page } from "@/shared/api/pagination";
import { useCan } from "@/shared/api/session";
import { BulkBar } from "@/shared/table/bulk-bar";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { Button } from "@/shared/ui/buttons";
import { Stack } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import type { User } from "./api";
import { userColumns } from "./columns";
import type { UserSearch } from "./search";
import { type Question, UserActions } from "./user-actions";

const AdminDialog = whenOpened(
  () => import("./admin-dialog").then((found) => found.AdminDialog),
  ({ user }) => user !== undefined,
);
const DeleteUsers = whenOpened(
  () => import("./delete-users").then((found) => found.DeleteUsers),
  ({ isOpen }) => isOpen,
);
const PasswordDialog = whenOpened(
  () => import("./password-dialog").then((found) => found.PasswordDialog),
  ({ user }) => user !== undefined,
);

interface Props {
  page: Page<User>;
  search: UserSearch;
  onSearch: (change: Partial<UserSearch>) => void;
}

export function UserTable({ page, search, onSearch }: Props) {
  const { t } = useTranslation("users");
  const can = useCan();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<{ question: Question; users: readonly User[] } | null>(null);
  const selection = { selected, onChange: setSelected };
  const one = (question: Question) => (asked?.question === question ? asked.users[0] : undefined);
  const close = () => setAsked(null);
  const chosen = page.items.filter((user) => selected.has(user.username));
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("title")}
        rows={page.items}
        columns={userColumns(t, search)}
        rowId={(user) => user.username}
        sort={search.sort ?? "username"}
        onSort={(sort) => onSearch({ sort })}
        onOpen={(user) => onSearch({ user: user.user_id, page: search.page })}
        actions={(user) => (
          <UserActions
            user={user}
            onAsk={(question, about) => setAsked({ question, users: [about] })}
          />
        )}
        {...(can("user:delete") ? { selection } : {})}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
      <BulkBar selection={selection}>
        <Button
          weight="danger"
          icon={<IconTrash size={16} />}
          onClick={() => setAsked({ question: "delete", users: chosen })}
        >
          {t("delete.title")}
        </Button>
      </BulkBar>
      <AdminDialog user={one("admin")} onClose={close} />
      <PasswordDialog user={one("password")} onClose={close} />
      <DeleteUsers
        users={asked?.question === "delete" ? asked.users : []}
        isOpen={asked?.question === "delete"}
        onClose={close}
        onDone={() => {
          close();
          setSelected(new Set());
        }}
      />
    </Stack>
  );
}
