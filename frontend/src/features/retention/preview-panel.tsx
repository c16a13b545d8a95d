import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { FactGrid } from "@/shared/ui/facts";
import { Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes, Count } from "@/shared/ui/values";
import type { Draft, Problem } from "./draft";
import { useJudgedColumns } from "./judged-columns";
import type { Preview } from "./model";
import { PREVIEW_SIZE } from "./preview";
import { ProblemWords } from "./problem-words";
import type { RetentionSearch } from "./search";
import { ShownFilter } from "./shown-filter";

interface Props {
  project: string;
  preview: UseQueryResult<Preview>;
  /** The rules that it is of. */
  rules: readonly Draft[];
  isSaved: boolean;
  problem: Problem | null;
  search: RetentionSearch;
  onSearch: (change: Partial<RetentionSearch>) => void;
}

/** What a run would do now: what stays and what goes, which rule says so, and what comes free. */
export function PreviewPanel(props: Props) {
  const { t } = useTranslation("retention");
  const { preview, isSaved, problem } = props;
  return (
    <Panel title={t("preview.title")} note={isSaved ? t("preview.saved") : t("preview.unsaved")}>
      <Stack gap="sm">
        {problem && (
          <Text size="sm" c="dimmed">
            <ProblemWords problem={problem} /> {t("preview.before")}
          </Text>
        )}
        {(preview.data || !problem) && (
          <QueryView query={preview}>{(found) => <Told {...props} found={found} />}</QueryView>
        )}
      </Stack>
    </Panel>
  );
}

function Told({ found, search, onSearch, ...props }: Props & { found: Preview }) {
  const { t } = useTranslation("retention");
  const { sums } = found;
  const count = countOf(found, search.shown);
  if (sums.total === 0) {
    return <NothingYet title={t("preview.none")}>{t("preview.noneText")}</NothingYet>;
  }
  return (
    <Stack gap="sm">
      <div role="status">
        <FactGrid
          columnWidth={110}
          facts={[
            [t("sums.deleted"), <Count key="deleted" value={sums.deleted} />],
            [t("sums.retained"), <Count key="retained" value={sums.retained} />],
            [t("sums.bytes"), <Bytes key="bytes" value={sums.bytes} />],
            [t("sums.repositories"), <Count key="repositories" value={sums.repositories} />],
          ]}
        />
      </div>
      <ShownFilter
        sums={sums}
        value={search.shown}
        onChange={(shown) => onSearch({ shown, row: undefined })}
      />
      {count === 0 ? (
        <FilteredOut onClear={() => onSearch({ shown: undefined, row: undefined })} />
      ) : (
        <Rows {...props} found={found} search={search} onSearch={onSearch} />
      )}
    </Stack>
  );
}

function Rows({
  project,
  rules,
  found,
  search,
  onSearch,
}: Omit<Props, "preview"> & { found: Preview }) {
  const { t } = useTranslation("retention");
  const columns = useJudgedColumns(project, rules);
  return (
    <>
      <DataTable
        caption={t("preview.title")}
        rows={found.rows}
        columns={columns}
        rowId={({ repository_name, digest }) => `${repository_name}@${digest}`}
      />
      <Pager
        total={countOf(found, search.shown)}
        page={search.row ?? 1}
        size={PREVIEW_SIZE}
        onPage={(row) => onSearch({ row })}
      />
    </>
  );
}

function countOf({ sums }: Preview, shown: RetentionSearch["shown"]): number {
  if (shown === "DEL") return sums.deleted;
  if (shown === "IMMUTABLE") return sums.immutable;
  return shown === "RETAIN" ? sums.retained - sums.immutable : sums.total;
}
