import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { FilterBar, TextFilter } from "@/shared/filters/filter-bar";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button } from "@/shared/ui/buttons";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { whenOpened } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { labelQueries } from "./api";
import { GlobalLabels } from "./global-labels";
import { LabelTable } from "./label-table";
import type { LabelSearch } from "./search";

const LabelDrawer = whenOpened(
  () => import("./label-drawer").then((found) => found.LabelDrawer),
  ({ which }) => which !== undefined,
);

interface Props {
  /** Whose labels; nothing for those of the whole registry. */
  projectId?: number;
  /** What the caller may do there: `label:create` and so on. */
  can: (right: string) => boolean;
}

export function LabelsPage({ projectId, can }: Props) {
  const { t } = useTranslation("labels");
  const [search, setSearch] = useListSearch<LabelSearch>();
  const labels = useQuery(labelQueries.list(projectId, search));
  const edit = (which: LabelSearch["edit"]) => setSearch({ page: search.page, edit: which });
  const isGlobal = projectId === undefined;
  const create = can("label:create") && (
    <Button weight="primary" icon={<IconPlus size={16} />} onClick={() => edit("new")}>
      {t("create.title")}
    </Button>
  );
  return (
    <Page
      title={isGlobal ? t("titleGlobal") : t("title")}
      note={isGlobal ? t("noteGlobal") : t("note")}
      actions={create}
    >
      <FilterBar>
        <TextFilter label={t("filter.name")} value={search.q} onChange={(q) => setSearch({ q })} />
      </FilterBar>
      <QueryView query={labels}>
        {(page) => {
          if (page.total > 0) {
            return (
              <LabelTable
                page={page}
                search={search}
                onSearch={setSearch}
                can={can}
                onEdit={(label) => edit(label.id)}
              />
            );
          }
          if (search.q) return <FilteredOut onClear={() => setSearch({ q: undefined })} />;
          return (
            <NothingYet title={t("empty.title")} action={create}>
              {t("empty.text")}
            </NothingYet>
          );
        }}
      </QueryView>
      {!isGlobal && <GlobalLabels />}
      <LabelDrawer
        owner={projectId}
        which={search.edit}
        labels={labels.data?.items ?? []}
        can={can}
        onClose={() => edit(undefined)}
      />
    </Page>
  );
}
