import { Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { PAGE_SIZE, type Page } from "@/shared/api/pagination";
import { Button, IconButton } from "@/shared/ui/buttons";

interface PagerProps {
  total: number;
  page: number;
  onPage: (page: number) => void;
  size?: number;
}

/** Pages by number. Nothing where all is on one page but how many there are. */
export function Pager({ total, page, onPage, size = PAGE_SIZE }: PagerProps) {
  const { t } = useTranslation();
  const last = Math.max(1, Math.ceil(total / size));
  if (page > last) return <Beyond last={last} onPage={onPage} />;
  if (last === 1) return <Total total={total} />;
  const range = { from: (page - 1) * size + 1, to: Math.min(page * size, total), total };
  return (
    <Group component="nav" aria-label={t("pager.label")} justify="flex-end" gap={4}>
      <Text size="sm" c="dimmed" mr="xs" aria-live="polite">
        {t("pager.range", range)}
      </Text>
      <IconButton label={t("pager.first")} disabled={page <= 1} onClick={() => onPage(1)}>
        <IconChevronsLeft size={16} />
      </IconButton>
      <IconButton label={t("pager.previous")} disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <IconChevronLeft size={16} />
      </IconButton>
      <IconButton label={t("pager.next")} disabled={page >= last} onClick={() => onPage(page + 1)}>
        <IconChevronRight size={16} />
      </IconButton>
    </Group>
  );
}

/** The list has become shorter, or the address was typed. */
function Beyond({ last, onPage }: { last: number; onPage: (page: number) => void }) {
  const { t } = useTranslation();
  return (
    <Group component="nav" aria-label={t("pager.label")} justify="flex-end" gap="xs">
      <Text size="sm" c="dimmed">
        {t("pager.beyond", { count: last })}
      </Text>
      <Button size="xs" onClick={() => onPage(last)}>
        {t("pager.last")}
      </Button>
    </Group>
  );
}

interface CursorPagerProps {
  page: Page<unknown>;
  /** Where this page begins, as the address has it; nothing on the first one. */
  after: string | undefined;
  onAfter: (after: string | undefined) => void;
}

/** Pages that each tell where the next begins. Back is the browser's own Back. */
export function CursorPager({ page, after, onAfter }: CursorPagerProps) {
  const { t } = useTranslation();
  const { nextCursor, total } = page;
  if (!after && !nextCursor) return <Total total={total} />;
  return (
    <Group component="nav" aria-label={t("pager.label")} justify="flex-end" gap={4}>
      <Text size="sm" c="dimmed" mr="xs">
        {t("pager.total", { count: total })}
      </Text>
      <IconButton label={t("pager.first")} disabled={!after} onClick={() => onAfter(undefined)}>
        <IconChevronsLeft size={16} />
      </IconButton>
      <IconButton
        label={t("pager.next")}
        disabled={!nextCursor}
        onClick={() => onAfter(nextCursor ?? undefined)}
      >
        <IconChevronRight size={16} />
      </IconButton>
    </Group>
  );
}

function Total({ total }: { total: number }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed" ta="end">
      {t("pager.total", { count: total })}
    </Text>
  );
}
