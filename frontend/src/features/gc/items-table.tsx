import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { FilterBar, SelectFilter } from "@/shared/filters/filter-bar";
import { usePolling } from "@/shared/hooks/use-polling";
import { isUnfinished } from "@/shared/jobs/status";
import { repositoryPath, splitRepository } from "@/shared/lib/references";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import type { Column } from "@/shared/table/types";
import { useListSearch } from "@/shared/table/use-list-search";
import { DownloadButton } from "@/shared/ui/download-button";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { Group, Stack, Title } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes, Digest, StatusBadge } from "@/shared/ui/values";
import { exportAddress, gcQueries } from "./api";
import { type Item, planOf, type Run } from "./model";
import { KINDS, OUTCOMES, type RunSearch } from "./search";

const EVERY = 4_000;

/** Exactly what a run takes, line by line, and what became of it. */
export function ItemsTable({ run }: { run: Run }) {
  const { t } = useTranslation("gc");
  const [search, setSearch] = useListSearch<RunSearch>();
  const items = useQuery({
    ...gcQueries.items(planOf(run), search),
    refetchInterval: usePolling(isUnfinished(run.job_status) && EVERY),
  });
  return (
    <Stack gap="sm" component="section">
      <Group justify="space-between">
        <Title order={2} size="h5">
          {t("items.title")}
        </Title>
        {Boolean(items.data?.total) && (
          <DownloadButton size="xs" href={exportAddress(planOf(run), search)}>
            {t("items.export")}
          </DownloadButton>
        )}
      </Group>
      <FilterBar>
        <SelectFilter
          label={t("items.kind")}
          value={search.kind}
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={(kind) => setSearch({ kind })}
        />
        <SelectFilter
          label={t("items.outcome")}
          value={search.outcome}
          options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          onChange={(outcome) => setSearch({ outcome })}
        />
      </FilterBar>
      <QueryView query={items}>
        {(found) => <Rows items={found} search={search} onSearch={setSearch} />}
      </QueryView>
    </Stack>
  );
}

interface RowsProps {
  items: PageOf<Item>;
  search: RunSearch;
  onSearch: (change: Partial<RunSearch>) => void;
}

function Rows({ items, search, onSearch }: RowsProps) {
  const { t } = useTranslation("gc");
  if (items.total === 0) {
    if (!search.kind && !search.outcome) return <NothingYet title={t("items.none")} />;
    return <FilteredOut onClear={() => onSearch({ kind: undefined, outcome: undefined })} />;
  }
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("items.title")}
        rows={items.items}
        columns={columnsOf(t)}
        rowId={({ id }) => `${id}`}
      />
      <Pager total={items.total} page={search.page ?? 1} onPage={(page) => onSearch({ page })} />
    </Stack>
  );
}

const TONES = { waiting: "neutral", taken: "good", kept: "warning" } as const;

function columnsOf(t: TFunction<"gc">): Column<Item>[] {
  return [
    {
      id: "digest",
      header: t("column.digest"),
      isTitle: true,
      cell: ({ digest }) => <Digest value={digest} what={t("column.digest")} />,
    },
    {
      id: "kind",
      header: t("items.kind"),
      width: "170px",
      cell: ({ kind }) => {
        const known = KINDS.find((each) => each === kind);
        return known ? t(`kind.${known}`) : kind;
      },
    },
    {
      id: "repository",
      header: t("column.repository"),
      width: "30%",
      cell: ({ repository_name }) => <Repository name={repository_name} />,
    },
    {
      id: "size",
      header: t("column.size"),
      width: "110px",
      align: "end",
      cell: ({ size }) => <Bytes value={size} />,
    },
    {
      id: "outcome",
      header: t("items.outcome"),
      width: "140px",
      cell: (item) => {
        const outcome = OUTCOMES.find((each) => each === item.outcome) ?? "waiting";
        return <StatusBadge tone={TONES[outcome]}>{t(`outcome.${outcome}`)}</StatusBadge>;
      },
    },
  ];
}

/** Bytes belong to no repository any more. */
function Repository({ name }: { name: string }) {
  if (!name) return "–";
  const { project, repository } = splitRepository(name);
  return (
    <Link
      to="/projects/$project/repos/$"
      params={{ project, _splat: repositoryPath(repository, "tags") }}
      preload={false}
      style={{ overflowWrap: "anywhere" }}
    >
      {name}
    </Link>
  );
}
