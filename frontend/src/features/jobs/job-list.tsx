import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { FilterBar, SelectFilter } from "@/shared/filters/filter-bar";
import { useIsVisible } from "@/shared/hooks/use-polling";
import { pollAfter, STATUSES } from "@/shared/jobs/status";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { Stack } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { jobQueries } from "./api";
import { JobActions } from "./job-actions";
import { jobColumns } from "./job-columns";
import { type Job, SCHEDULER, underWaySince } from "./model";
import type { JobSearch } from "./search";
import { useKindWords } from "./words";

interface Props {
  search: JobSearch;
  onSearch: (change: Partial<JobSearch>) => void;
}

/** Jobs of all kinds, the newest first, looked at again and again while some are under way. */
export function JobList({ search, onSearch }: Props) {
  const { t } = useTranslation(["jobs", "common"]);
  const isVisible = useIsVisible();
  const jobs = useQuery({
    ...jobQueries.list(search),
    refetchInterval: ({ state }) => isVisible && after(state.data),
  });
  const { data: queues = [] } = useQuery(jobQueries.queues());
  const kindWords = useKindWords();
  const kinds = queues.map(({ job_type }) => job_type).filter((kind) => kind !== SCHEDULER);
  return (
    <Stack gap="md">
      <FilterBar>
        <SelectFilter
          label={t("column.kind")}
          value={search.kind}
          options={kinds.map((value) => ({ value, label: kindWords(value) }))}
          onChange={(kind) => onSearch({ kind })}
        />
        <SelectFilter
          label={t("column.status")}
          value={search.status}
          options={STATUSES.map((value) => ({ value, label: t(`common:job.status.${value}`) }))}
          onChange={(status) => onSearch({ status })}
        />
      </FilterBar>
      <QueryView query={jobs}>
        {(page) => (
          <Rows page={page} now={jobs.dataUpdatedAt} search={search} onSearch={onSearch} />
        )}
      </QueryView>
    </Stack>
  );
}

function after(page: PageOf<Job> | undefined): number {
  const since = underWaySince(page?.items ?? [], Date.now());
  return pollAfter(since !== null, since ?? 0);
}

interface RowsProps extends Props {
  page: PageOf<Job>;
  /** When they were last asked for. */
  now: number;
}

function Rows({ page, now, search, onSearch }: RowsProps) {
  const { t } = useTranslation("jobs");
  const kindWords = useKindWords();
  const nameOf = (job: Job) => t("job", { kind: kindWords(job.kind), id: job.id });
  const open = (job: Job) => onSearch({ job: job.id, page: search.page });
  if (page.total === 0) {
    if (!search.kind && !search.status) {
      return <NothingYet title={t("empty.title")}>{t("empty.text")}</NothingYet>;
    }
    return <FilteredOut onClear={() => onSearch({ kind: undefined, status: undefined })} />;
  }
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("title")}
        choice="jobs"
        rows={page.items}
        columns={jobColumns(t, { now, kindWords, onOpen: open })}
        rowId={({ id }) => `${id}`}
        rowName={nameOf}
        onOpen={open}
        actions={(job) => <JobActions job={job} name={nameOf(job)} />}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
    </Stack>
  );
}
