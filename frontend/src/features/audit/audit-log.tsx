import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useListSearch } from "@/shared/table/use-list-search";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { LoadFailure } from "@/shared/ui/error-panel";
import { Group, Stack } from "@/shared/ui/layout";
import { whenOpened, whenShown } from "@/shared/ui/lazy";
import { QueryView, Skeletons } from "@/shared/ui/query-view";
import { auditQueries } from "./api";
import { ExportMenu } from "./export-menu";
import { AuditFilters } from "./filters";
import { FollowSwitch } from "./follow-switch";
import { LinkCopy } from "./link-copy";
import { type AuditSearch, FILTERS, NO_FILTERS } from "./search";
import { AuditTable } from "./table";

const EntryDrawer = whenOpened(
  () => import("./entry").then((found) => found.EntryDrawer),
  ({ id }) => id !== undefined,
);
const Histogram = whenShown(
  () => import("./histogram").then((found) => found.Histogram),
  <Skeletons lines={4} />,
);

/** The log of the whole system, or of one project: filters, how much was when, and the entries. */
export function AuditLog({ projectId }: { projectId?: number }) {
  const { t } = useTranslation("audit");
  const [search, setSearch] = useListSearch<AuditSearch>();
  const rows = useQuery(auditQueries.rows(search, projectId));
  const counts = useQuery(auditQueries.histogram(search, projectId));
  const isFiltered = Boolean(search.from || search.to || FILTERS.some((name) => search[name]));
  const isNarrow = isFiltered || search.range !== "all";
  return (
    <Stack gap="md">
      <AuditFilters search={search} onSearch={setSearch} />
      {counts.data && (
        <div className="refetching" data-stale={counts.isPlaceholderData || undefined}>
          <Histogram counts={counts.data} onSearch={setSearch} />
        </div>
      )}
      {counts.isError && !rows.isError && <LoadFailure error={counts.error} />}
      <Group justify="space-between" gap="xs">
        <FollowSwitch search={search} onSearch={setSearch} />
        <Group gap="xs">
          <LinkCopy />
          <ExportMenu search={search} projectId={projectId} />
        </Group>
      </Group>
      <QueryView query={rows} lines={10}>
        {(page) => (
          <AuditTable
            page={page}
            search={search}
            projectId={projectId}
            onSearch={setSearch}
            empty={
              isNarrow ? (
                <FilteredOut onClear={() => setSearch({ ...NO_FILTERS, range: "all" })} />
              ) : (
                <NothingYet title={t("empty.title")}>{t("empty.text")}</NothingYet>
              )
            }
          />
        )}
      </QueryView>
      <EntryDrawer
        id={search.entry}
        onClose={() => setSearch({ entry: undefined, after: search.after })}
      />
    </Stack>
  );
}
