import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type ComponentType, memo, useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { repositoryPage } from "@/shared/lib/repository-page";
import { useRegistry } from "@/shared/pull-box/use-registry";
import { useListSearch } from "@/shared/table/use-list-search";
import { LinkButton } from "@/shared/ui/buttons";
import { CopyButton } from "@/shared/ui/copy-button";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { Box, SegmentedControl } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { type Place, tagQueries } from "./api";
import { ArtifactTable } from "./artifact-table";
import type { BulkContext } from "./bulk-actions";
import { type EndlessQuery, EndlessView } from "./endless";
import { RepositoryNote } from "./repository-header";
import type { TableProps } from "./row-table";
import { isFiltered, NO_FILTERS, type TagSearch } from "./search";
import { TagFilters } from "./tag-filters";
import { TagTable } from "./tag-table";

const PushBox = whenShown(() =>
  import("@/shared/pull-box/push-box").then((found) => found.PushBox),
);

const RemovalPanel = whenShown(
  () => import("./removal-panel").then((found) => found.RemovalPanel),
  null,
);

/** A repository: its tags, or all of its artifacts. */
export function TagsPage(place: Place) {
  const { t } = useTranslation("tags");
  const [search, setSearch] = useListSearch<TagSearch>();
  const { host } = useRegistry();
  const repository = useQuery(tagQueries.repository(place));
  const rights = repository.data?.actions ?? [];
  const context: BulkContext = {
    place,
    projectId: repository.data?.project_id,
    can: (right) => rights.includes(right),
  };
  const List = search.view === "artifacts" ? ArtifactList : TagList;
  const actions = (
    <>
      <SegmentedControl
        aria-label={t("view.label")}
        value={search.view ?? "tags"}
        onChange={(view) =>
          setSearch({ view: view === "artifacts" ? view : undefined, sort: undefined })
        }
        data={(["tags", "artifacts"] as const).map((value) => ({
          value,
          label: t(`view.${value}`),
        }))}
      />
      <LinkButton {...repositoryPage(place, "history")} icon={<IconHistory size={16} />}>
        {t("history.link")}
      </LinkButton>
    </>
  );
  return (
    <Page
      title={place.repository}
      mark={
        <CopyButton text={`${host}/${place.project}/${place.repository}`} what={t("theName")} />
      }
      note={<RepositoryNote place={place} query={repository} />}
      actions={actions}
    >
      <TagFilters search={search} onSearch={setSearch} projectId={context.projectId} />
      {context.can("tag:delete") && (
        <RemovalPanel place={place} hasTrash={context.can("artifact:delete")} />
      )}
      <List context={context} search={search} onSearch={setSearch} />
    </Page>
  );
}

interface ListProps {
  context: BulkContext;
  search: TagSearch;
  onSearch: (change: Partial<TagSearch>) => void;
}

// A page of rows that came is made between frames: whoever scrolls never waits for it.

function TagList(props: ListProps) {
  const query = useDeferredValue(
    useInfiniteQuery(tagQueries.list(props.context.place, props.search)),
  );
  return <Rows query={query} Table={TagTable} {...props} />;
}

function ArtifactList(props: ListProps) {
  const query = useDeferredValue(
    useInfiniteQuery(tagQueries.artifacts(props.context.place, props.search)),
  );
  return <Rows query={query} Table={ArtifactTable} {...props} />;
}

interface RowsProps<Row> extends ListProps {
  query: EndlessQuery<Row>;
  Table: ComponentType<TableProps<Row>>;
}

const Rows = memo(UnkeptRows) as typeof UnkeptRows;

function UnkeptRows<Row>({ query, Table, context, ...searched }: RowsProps<Row>) {
  return (
    <EndlessView query={query}>
      {(list) =>
        list.total > 0 ? (
          // Another question begins at the top, with nothing chosen.
          <Table key={JSON.stringify(searched.search)} {...context} list={list} {...searched} />
        ) : (
          <Nothing context={context} {...searched} />
        )
      }
    </EndlessView>
  );
}

function Nothing({ context, search, onSearch }: ListProps) {
  const { t } = useTranslation("tags");
  if (isFiltered(search)) return <FilteredOut onClear={() => onSearch(NO_FILTERS)} />;
  const mayPush = context.can("repository:push");
  return (
    <>
      <NothingYet title={t("empty.title")}>{t("empty.text")}</NothingYet>
      {mayPush && (
        <Box maw={720} mx="auto" w="100%">
          <PushBox {...context.place} />
        </Box>
      )}
    </>
  );
}
