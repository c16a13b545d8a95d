import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePolling } from "@/shared/hooks/use-polling";
import { isUnfinished } from "@/shared/jobs/status";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import type { Column } from "@/shared/table/types";
import { useListSearch } from "@/shared/table/use-list-search";
import { FilteredOut } from "@/shared/ui/empty-state";
import { Stack, Title } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { StatusBadge } from "@/shared/ui/values";
import { type Of, retentionQueries } from "./api";
import type { Draft } from "./draft";
import { useJudgedColumns } from "./judged-columns";
import type { OneRun, Verdict } from "./model";
import type { RunSearch } from "./search";
import { ShownFilter } from "./shown-filter";

const EVERY = 4_000;

interface Props {
  project: string;
  run: OneRun;
  of: Of;
  /** Those that the run went by. */
  rules: readonly Draft[];
}

/** What a run decided of each artifact, by which rule, and what became of it. */
export function VerdictsTable({ project, run, of, rules }: Props) {
  const { t } = useTranslation("retention");
  const [search, setSearch] = useListSearch<RunSearch>();
  const verdicts = useQuery({
    ...retentionQueries.verdicts(project, of, search),
    refetchInterval: usePolling(isUnfinished(run.status) && EVERY),
  });
  const columns = useColumns(project, rules, run.dry_run);
  if (run.total === 0) return null;
  // Those that are to go and have not gone yet are none of the deleted ones.
  const sums = { ...run, deleted: run.total - run.retained };
  return (
    <Stack gap="sm" component="section">
      <Title order={2} size="h5">
        {t("verdicts.title")}
      </Title>
      <ShownFilter sums={sums} value={search.shown} onChange={(shown) => setSearch({ shown })} />
      <QueryView query={verdicts}>
        {({ items, total }) =>
          total === 0 ? (
            <FilteredOut onClear={() => setSearch({ shown: undefined })} />
          ) : (
            <Stack gap="sm">
              <DataTable
                caption={t("verdicts.title")}
                rows={items}
                columns={columns}
                rowId={({ id }) => `${id}`}
              />
              <Pager total={total} page={search.page ?? 1} onPage={(page) => setSearch({ page })} />
            </Stack>
          )
        }
      </QueryView>
    </Stack>
  );
}

const TONES = { taken: "good", kept: "warning" } as const;
const OUTCOMES = ["taken", "kept"] as const;

function useColumns(project: string, rules: readonly Draft[], isDry: boolean): Column<Verdict>[] {
  const { t } = useTranslation("retention");
  const judged: Column<Verdict>[] = useJudgedColumns(project, rules);
  if (isDry) return judged;
  const outcome: Column<Verdict> = {
    id: "outcome",
    header: t("column.outcome"),
    width: "120px",
    cell: ({ verdict, outcome: word }) => {
      const found = OUTCOMES.find((each) => each === word);
      if (found) return <StatusBadge tone={TONES[found]}>{t(`outcome.${found}`)}</StatusBadge>;
      return verdict === "DEL" ? (
        <StatusBadge tone="neutral">{t("outcome.waiting")}</StatusBadge>
      ) : (
        "–"
      );
    },
  };
  return [...judged, outcome];
}
