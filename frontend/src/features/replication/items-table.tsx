import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { FilterBar, SelectFilter } from "@/shared/filters/filter-bar";
import { usePolling } from "@/shared/hooks/use-polling";
import { knownCause } from "@/shared/registries/causes";
import { useScope } from "@/shared/registries/scope";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import type { Column } from "@/shared/table/types";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { Stack, Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes, StatusBadge, type Tone } from "@/shared/ui/values";
import { replicationQueries } from "./api";
import { DigestChange } from "./digest-change";
import { type Item, isUnderWay, type OneExecution } from "./model";
import { type ExecutionSearch, OUTCOMES, VERDICTS } from "./search";
import { VerdictFilter } from "./verdict-filter";

const EVERY = 4_000;

interface Props {
  run: OneExecution;
  /** The task whose tags are shown; `null` for all of the run's. */
  task: number | null;
  search: ExecutionSearch;
  onSearch: (change: Partial<ExecutionSearch>) => void;
}

/** How source and target differ, tag by tag, and what became of it. */
export function ItemsTable(props: Props) {
  const { run, task, search, onSearch } = props;
  const { t } = useTranslation("replication");
  const scope = useScope();
  const items = useQuery({
    ...replicationQueries.items(scope, run.id, task, search),
    refetchInterval: usePolling(isUnderWay(run) && EVERY),
  });
  return (
    <Stack gap="sm">
      {task === null ? (
        <VerdictFilter
          run={run}
          verdict={search.verdict}
          onChange={(verdict) => onSearch({ verdict })}
        />
      ) : null}
      <FilterBar>
        {task !== null && (
          <SelectFilter
            label={t("column.verdict")}
            value={search.verdict}
            options={VERDICTS.map((value) => ({ value, label: t(`verdict.${value}`) }))}
            onChange={(verdict) => onSearch({ verdict })}
          />
        )}
        <SelectFilter
          label={t("column.outcome")}
          value={search.outcome}
          options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          onChange={(outcome) => onSearch({ outcome })}
        />
      </FilterBar>
      <QueryView query={items} lines={3}>
        {(page) => <Rows {...props} page={page} />}
      </QueryView>
    </Stack>
  );
}

function Rows({ task, page, search, onSearch }: Props & { page: PageOf<Item> }) {
  const { t } = useTranslation(["replication", "registries"]);
  if (page.total === 0) {
    if (!search.verdict && !search.outcome) return <NothingYet title={t("items.none")} />;
    return <FilteredOut onClear={() => onSearch({ verdict: undefined, outcome: undefined })} />;
  }
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("view.items")}
        rows={page.items}
        columns={columnsOf(t, task === null)}
        rowId={({ id }) => `${id}`}
        rowName={({ tag, digest }) => tag || digest}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
    </Stack>
  );
}

const VERDICT_TONES: Record<string, Tone> = {
  copy: "good",
  replace: "warning",
  delete: "bad",
};
const OUTCOME_TONES: Record<string, Tone> = {
  done: "good",
  failed: "bad",
  gone: "warning",
  left: "warning",
};

type T = TFunction<["replication", "registries"]>;

function columnsOf(t: T, isOfAll: boolean): Column<Item>[] {
  const columns: Column<Item>[] = [
    {
      id: "tag",
      header: t("column.tag"),
      isTitle: true,
      cell: (item) => <TagName item={item} isOfAll={isOfAll} />,
    },
    {
      id: "verdict",
      header: t("column.verdict"),
      width: "150px",
      cell: ({ verdict }) => {
        const known = VERDICTS.find((one) => one === verdict);
        return (
          <StatusBadge tone={VERDICT_TONES[verdict] ?? "neutral"}>
            {known ? t(`verdict.${known}`) : verdict}
          </StatusBadge>
        );
      },
    },
    {
      id: "digest",
      header: t("column.digest"),
      width: "260px",
      cell: (item) => <DigestChange item={item} />,
    },
    {
      id: "size",
      header: t("column.size"),
      width: "100px",
      align: "end",
      cell: ({ size }) => <Bytes value={size} />,
    },
    {
      id: "outcome",
      header: t("column.outcome"),
      width: "150px",
      cell: (item) => <OutcomeOf item={item} />,
    },
  ];
  return columns;
}

function TagName({ item: { tag, source, target }, isOfAll }: { item: Item; isOfAll: boolean }) {
  const { t } = useTranslation("replication");
  return (
    <div style={{ overflowWrap: "anywhere" }}>
      <Text inherit fw={600}>
        {tag || t("items.untagged")}
      </Text>
      {isOfAll && (
        <Text size="sm" c="dimmed">
          {source === target ? source : `${source} → ${target}`}
        </Text>
      )}
    </div>
  );
}

function OutcomeOf({ item: { outcome, cause, error } }: { item: Item }) {
  const { t } = useTranslation(["replication", "registries"]);
  const known = OUTCOMES.find((one) => one === outcome);
  const why = knownCause(cause);
  if (!outcome) return "–";
  return (
    <div style={{ overflowWrap: "anywhere" }}>
      <StatusBadge tone={OUTCOME_TONES[outcome] ?? "neutral"}>
        {known ? t(`outcome.${known}`) : outcome}
      </StatusBadge>
      {error && (
        <Text size="sm" c="red" lineClamp={2} title={error}>
          {why ? t(`registries:cause.${why}`) : error}
        </Text>
      )}
    </div>
  );
}
