import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { useCan } from "@/shared/api/session";
import { useHasDraft } from "@/shared/forms/draft";
import { BulkBar } from "@/shared/table/bulk-bar";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button } from "@/shared/ui/buttons";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { Stack } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { type Project, projectQueries } from "./api";
import { projectColumns } from "./columns";
import { NEW_PROJECT } from "./model";
import { ProjectFilters } from "./project-filters";
import type { ProjectSearch } from "./search";

const CreateDrawer = whenOpened(
  () => import("./create-drawer").then((found) => found.CreateDrawer),
  ({ isOpen }) => isOpen,
);
const DeleteProjects = whenOpened(
  () => import("./delete-projects").then((found) => found.DeleteProjects),
  ({ isOpen }) => isOpen,
);

export function ProjectsPage() {
  const { t } = useTranslation("projects");
  const [search, setSearch] = useListSearch<ProjectSearch>();
  const projects = useQuery(projectQueries.list(search));
  const [isCreating, setIsCreating] = useState(useHasDraft(NEW_PROJECT));
  const isFiltered = Boolean(search.q || search.visibility);
  const create = (
    <Button weight="primary" icon={<IconPlus size={16} />} onClick={() => setIsCreating(true)}>
      {t("create.title")}
    </Button>
  );
  return (
    <Page title={t("title")} actions={create}>
      <ProjectFilters search={search} onSearch={setSearch} />
      <QueryView query={projects}>
        {(page) => {
          if (page.total > 0) {
            return <ProjectTable page={page} search={search} onSearch={setSearch} />;
          }
          if (isFiltered) {
            return (
              <FilteredOut onClear={() => setSearch({ q: undefined, visibility: undefined })} />
            );
          }
          return (
            <NothingYet title={t("empty.title")} action={create}>
              {t("empty.text")}
            </NothingYet>
          );
        }}
      </QueryView>
      <CreateDrawer isOpen={isCreating} onClose={() => setIsCreating(false)} />
    </Page>
  );
}

interface TableProps {
  page: PageOf<Project>;
  search: ProjectSearch;
  onSearch: (change: Partial<ProjectSearch>) => void;
}

function ProjectTable({ page, search, onSearch }: TableProps) {
  const { t } = useTranslation(["projects", "common"]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isDeleting, setIsDeleting] = useState(false);
  const selection = { selected, onChange: setSelected };
  const navigate = useNavigate();
  const can = useCan();
  const names = page.items.map(({ name }) => name);
  const { data: quotas } = useQuery({
    ...projectQueries.quotas(names),
    enabled: can("quota:list") && names.length > 0,
  });
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("title")}
        choice="projects"
        rows={page.items}
        columns={projectColumns(t, quotas)}
        rowId={(project) => project.name}
        sort={search.sort ?? "name"}
        onSort={(sort) => onSearch({ sort })}
        selection={selection}
        onOpen={({ name }) => navigate({ to: "/projects/$project", params: { project: name } })}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
      <BulkBar selection={selection}>
        <Button weight="danger" icon={<IconTrash size={16} />} onClick={() => setIsDeleting(true)}>
          {t("delete.title")}
        </Button>
      </BulkBar>
      <DeleteProjects
        projects={page.items.filter((project) => selected.has(project.name))}
        isOpen={isDeleting}
        onClose={() => setIsDeleting(false)}
        onDone={() => {
          setIsDeleting(false);
          setSelected(new Set());
        }}
      />
    </Stack>
  );
}
