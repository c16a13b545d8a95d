import { IconArrowBackUp, IconTags } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { useCanInProject } from "@/shared/api/project";
import { FilterBar, TextFilter } from "@/shared/filters/filter-bar";
import { repositoryPage } from "@/shared/lib/repository-page";
import { DataTable } from "@/shared/table/data-table";
import { CursorPager } from "@/shared/table/pager";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button, LinkButton } from "@/shared/ui/buttons";
import { NothingYet } from "@/shared/ui/empty-state";
import { Stack } from "@/shared/ui/layout";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { historyQueries, type Move, type Place } from "./api";
import { moveColumns } from "./columns";
import { restorable } from "./model";
import { RestoreDialog } from "./restore-dialog";
import type { HistorySearch } from "./search";

/** Where a tag pointed, since when, and by whom; also of one that is deleted. */
export function HistoryPage(place: Place) {
  const { t } = useTranslation("tag-history");
  const [search, setSearch] = useListSearch<HistorySearch>();
  const { tag } = search;
  const back = (
    <LinkButton {...repositoryPage(place, "tags")} icon={<IconTags size={16} />}>
      {t("toTags")}
    </LinkButton>
  );
  return (
    <Page
      title={tag ? t("titleOf", { tag }) : t("title")}
      note={`${place.project}/${place.repository}`}
      actions={back}
    >
      <FilterBar>
        <TextFilter label={t("filter")} value={tag} onChange={(name) => setSearch({ tag: name })} />
      </FilterBar>
      {tag ? (
        <Moves key={tag} place={place} tag={tag} search={search} onSearch={setSearch} />
      ) : (
        <NothingYet title={t("choose.title")}>{t("choose.text")}</NothingYet>
      )}
    </Page>
  );
}

interface MovesProps {
  place: Place;
  tag: string;
  search: HistorySearch;
  onSearch: (change: Partial<HistorySearch>) => void;
}

function Moves({ place, tag, search, onSearch }: MovesProps) {
  const { t } = useTranslation("tag-history");
  const { after = "" } = search;
  const moves = useQuery(historyQueries.moves(place, tag, after));
  // What the tag names now stands in the newest line, which older pages have not.
  const newest = useQuery(historyQueries.moves(place, tag, ""));
  const current = newest.data?.items[0]?.new_digest;
  return (
    <QueryView query={moves}>
      {(page) =>
        page.items.length > 0 ? (
          <Stack gap="sm">
            <MoveTable place={place} tag={tag} page={page} current={current} />
            <CursorPager
              page={page}
              after={search.after}
              onAfter={(next) => onSearch({ after: next })}
            />
          </Stack>
        ) : (
          <NothingYet title={t("unknown.title", { tag })}>{t("unknown.text")}</NothingYet>
        )
      }
    </QueryView>
  );
}

interface TableProps {
  place: Place;
  tag: string;
  page: PageOf<Move>;
  /** Empty where the tag is deleted; nothing while that is not known. */
  current: string | undefined;
}

function MoveTable({ place, tag, page, current }: TableProps) {
  const { t } = useTranslation(["tag-history", "common"]);
  const can = useCanInProject(place.project);
  const [wanted, setWanted] = useState<string | null>(null);
  const restore = (move: Move) => {
    const digest = current === undefined ? null : restorable(move, current);
    return (
      digest && (
        <Button
          size="compact-sm"
          icon={<IconArrowBackUp size={14} />}
          onClick={() => setWanted(digest)}
        >
          {t("restore.action")}
        </Button>
      )
    );
  };
  return (
    <>
      <DataTable
        caption={t("titleOf", { tag })}
        rows={page.items}
        columns={moveColumns(t, place)}
        rowId={({ id }) => String(id)}
        {...(can("tag:create") ? { actions: restore } : {})}
      />
      <RestoreDialog
        place={place}
        tag={tag}
        digest={wanted}
        current={current ?? ""}
        onClose={() => setWanted(null)}
      />
    </>
  );
}
