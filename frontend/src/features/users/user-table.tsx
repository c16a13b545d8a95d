import { IconCircleCheck, IconCircleOff, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page } from "@/shared/api/pagination";
import { useCan } from "@/shared/api/session";
import { BulkBar } from "@/shared/table/bulk-bar";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { Button } from "@/shared/ui/buttons";
import { Stack } from "@/shared/ui/layout";
import type { User } from "./api";
import { userColumns } from "./columns";
import type { UserSearch } from "./search";
import { type Question, UserActions } from "./user-actions";
import type { Asked } from "./user-dialogs";

interface Props {
  page: Page<User>;
  search: UserSearch;
  onSearch: (change: Partial<UserSearch>) => void;
  onAsk: (asked: Asked) => void;
}

export function UserTable({ page, search, onSearch, onAsk }: Props) {
  const { t } = useTranslation("users");
  const can = useCan();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const selection = { selected, onChange: setSelected };
  const ask = (question: Question, users: readonly User[]) =>
    onAsk({ question, users, onDone: () => setSelected(new Set()) });
  const mayChoose = can("user:update") || can("user:delete");
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("title")}
        choice="users"
        rows={page.items}
        columns={userColumns(t, search)}
        rowId={(user) => user.username}
        sort={search.sort ?? "username"}
        onSort={(sort) => onSearch({ sort })}
        onOpen={(user) => onSearch({ user: user.user_id, page: search.page })}
        actions={(user) => (
          <UserActions user={user} onAsk={(question, about) => ask(question, [about])} />
        )}
        {...(mayChoose ? { selection } : {})}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
      <BulkBar selection={selection}>
        <BulkActions
          chosen={page.items.filter((user) => selected.has(user.username))}
          onAsk={ask}
        />
      </BulkBar>
    </Stack>
  );
}

interface BulkProps {
  chosen: readonly User[];
  onAsk: (question: Question, users: readonly User[]) => void;
}

/** What can be done with many; nothing that all of them are already. */
function BulkActions({ chosen, onAsk }: BulkProps) {
  const { t } = useTranslation("users");
  const can = useCan();
  const mayUpdate = can("user:update");
  return (
    <>
      {mayUpdate && chosen.some(({ active }) => active) && (
        <Button icon={<IconCircleOff size={16} />} onClick={() => onAsk("disable", chosen)}>
          {t("active.title.disable")}
        </Button>
      )}
      {mayUpdate && chosen.some(({ active }) => !active) && (
        <Button icon={<IconCircleCheck size={16} />} onClick={() => onAsk("enable", chosen)}>
          {t("active.title.enable")}
        </Button>
      )}
      {can("user:delete") && (
        <Button
          weight="danger"
          icon={<IconTrash size={16} />}
          onClick={() => onAsk("delete", chosen)}
        >
          {t("delete.title")}
        </Button>
      )}
    </>
  );
}
