import { IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCanInProject } from "@/shared/api/project";
import { FilterBar, TextFilter } from "@/shared/filters/filter-bar";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button } from "@/shared/ui/buttons";
import { Drawer } from "@/shared/ui/dialog";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { Box, SegmentedControl } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { repositoryQueries } from "./api";
import { RepositoryTable } from "./repository-table";
import type { RepositorySearch } from "./search";

const PushBox = whenShown(() =>
  import("@/shared/pull-box/push-box").then((found) => found.PushBox),
);

const VIEWS = ["flat", "tree"] as const;

export function RepositoriesPage({ project }: { project: string }) {
  const { t } = useTranslation("repositories");
  const [search, setSearch] = useListSearch<RepositorySearch>();
  const repositories = useQuery(repositoryQueries.list(project, search));
  return (
    <Page title={t("title")} actions={<PushHelp project={project} />}>
      <FilterBar>
        <TextFilter label={t("filter.name")} value={search.q} onChange={(q) => setSearch({ q })} />
        <SegmentedControl
          aria-label={t("view.label")}
          value={search.view ?? "flat"}
          onChange={(view) => setSearch({ view: view === "tree" ? view : undefined })}
          data={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
        />
      </FilterBar>
      <QueryView query={repositories}>
        {(page) => {
          if (page.total > 0) {
            return (
              <RepositoryTable project={project} page={page} search={search} onSearch={setSearch} />
            );
          }
          if (search.q) return <FilteredOut onClear={() => setSearch({ q: undefined })} />;
          return <Nothing project={project} />;
        }}
      </QueryView>
    </Page>
  );
}

/** How to push, for who may. */
function PushHelp({ project }: { project: string }) {
  const { t } = useTranslation("repositories");
  const can = useCanInProject(project);
  const [isOpen, setIsOpen] = useState(false);
  if (!can("repository:push")) return null;
  return (
    <>
      <Button icon={<IconUpload size={16} />} onClick={() => setIsOpen(true)}>
        {t("push.action")}
      </Button>
      <Drawer isOpen={isOpen} onClose={() => setIsOpen(false)} title={t("push.title")} size="lg">
        <PushBox project={project} />
      </Drawer>
    </>
  );
}

function Nothing({ project }: { project: string }) {
  const { t } = useTranslation("repositories");
  const can = useCanInProject(project);
  return (
    <>
      <NothingYet title={t("empty.title")}>{t("empty.text")}</NothingYet>
      {can("repository:push") && (
        <Box maw={720} mx="auto" w="100%">
          <PushBox project={project} />
        </Box>
      )}
    </>
  );
}
