import { IconFilter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Page } from "@/shared/api/pagination";
import { DataTable } from "@/shared/table/data-table";
import { Button } from "@/shared/ui/buttons";
import { Group, Stack, Text } from "@/shared/ui/layout";
import type { Row } from "./api";
import { auditColumns } from "./columns";
import { Entry } from "./entry";
import { LinkCopy } from "./link-copy";
import type { AuditSearch } from "./search";
import { useFollowed } from "./use-followed";
import { useWords } from "./words";

interface Props {
  page: Page<Row>;
  search: AuditSearch;
  projectId: number | undefined;
  onSearch: (change: Partial<AuditSearch>) => void;
  /** In place of a table without rows. */
  empty: ReactNode;
}

export function AuditTable({ page, search, projectId, onSearch, empty }: Props) {
  const { t } = useTranslation("audit");
  const words = useWords();
  const rows = useFollowed(page.items, search, projectId);
  const openEntry = (row: Row) => onSearch({ entry: row.id, after: search.after });
  if (rows.length === 0 && !page.nextCursor && !search.after) return empty;
  return (
    <Stack gap="sm">
      {rows.length > 0 && (
        <DataTable
          caption={t("title")}
          choice="audit"
          rows={rows}
          columns={auditColumns(t, words)}
          rowId={(row) => String(row.id)}
          onOpen={openEntry}
          details={(row) => (
            <Entry row={row} actions={<EntryActions row={row} onSearch={onSearch} />} />
          )}
        />
      )}
      <OlderPager page={page} search={search} onSearch={onSearch} />
    </Stack>
  );
}

interface ActionsProps {
  row: Row;
  onSearch: (change: Partial<AuditSearch>) => void;
}

/** From one entry to those like it. */
function EntryActions({ row, onSearch }: ActionsProps) {
  const { t } = useTranslation("audit");
  const alike = [
    { label: t("alike.username"), change: { username: row.username } },
    { label: t("alike.resource"), change: { resource: row.resource } },
    { label: t("alike.address"), change: { address: row.source_address } },
    { label: t("alike.request"), change: { request: row.request_id } },
  ].filter(({ change }) => Object.values(change).every(Boolean));
  return (
    <Group gap={6}>
      {alike.map(({ label, change }) => (
        <Button
          key={label}
          size="compact-sm"
          icon={<IconFilter size={14} />}
          onClick={() => onSearch(change)}
        >
          {label}
        </Button>
      ))}
      <LinkCopy entry={row.id} />
    </Group>
  );
}

/** Pages without numbers: a log grows at its other end. Back is the browser's own Back. */
function OlderPager({ page, search, onSearch }: Pick<Props, "page" | "search" | "onSearch">) {
  const { t } = useTranslation("audit");
  const { nextCursor, items } = page;
  if (!nextCursor && !search.after) {
    return (
      <Text size="sm" c="dimmed" ta="end">
        {t("pager.all", { count: items.length })}
      </Text>
    );
  }
  return (
    <Group component="nav" aria-label={t("pager.label")} justify="space-between" gap="xs">
      <Text size="sm" c="dimmed">
        {nextCursor ? t("pager.more", { count: items.length }) : t("pager.end")}
      </Text>
      <Group gap="xs">
        <Button disabled={!search.after} onClick={() => onSearch({ after: undefined })}>
          {t("pager.newest")}
        </Button>
        <Button disabled={!nextCursor} onClick={() => onSearch({ after: nextCursor ?? undefined })}>
          {t("pager.older")}
        </Button>
      </Group>
    </Group>
  );
}
