import { IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { useCanInProject } from "@/shared/api/project";
import { repositoryPath } from "@/shared/lib/references";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { toggle } from "@/shared/table/selection";
import { IconButton } from "@/shared/ui/buttons";
import { Stack } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import { pageSize, type Repository } from "./api";
import { repositoryColumns } from "./columns";
import type { RepositorySearch } from "./search";
import { flat, type Line, tree } from "./tree";

const DeleteRepository = whenOpened(
  () => import("./delete-repository").then((found) => found.DeleteRepository),
  ({ repository }) => repository !== null,
);

interface Props {
  project: string;
  page: PageOf<Repository>;
  search: RepositorySearch;
  onSearch: (change: Partial<RepositorySearch>) => void;
}

export function RepositoryTable({ project, page, search, onSearch }: Props) {
  const { t } = useTranslation(["repositories", "common"]);
  const can = useCanInProject(project);
  const navigate = useNavigate();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [deleting, setDeleting] = useState<Repository | null>(null);
  const isTree = search.view === "tree";
  const onToggle = (path: string) => setCollapsed(toggle(collapsed, path));
  const open = ({ path, repository, below }: Line) => {
    if (!repository) return below > 0 && onToggle(path);
    const params = { project, _splat: repositoryPath(path, "tags") };
    return navigate({ to: "/projects/$project/repos/$", params });
  };
  const remove = ({ path, repository }: Line) =>
    repository && (
      <IconButton label={t("delete.named", { name: path })} onClick={() => setDeleting(repository)}>
        <IconTrash size={16} />
      </IconButton>
    );
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("title")}
        choice="repositories"
        rows={isTree ? tree(page.items, collapsed) : flat(page.items)}
        columns={repositoryColumns(t, { project, collapsed, onToggle }, isTree)}
        rowId={({ path }) => path}
        onOpen={open}
        {...(can("repository:delete") ? { actions: remove } : {})}
        {...(isTree
          ? {}
          : { sort: search.sort ?? "name", onSort: (sort: string) => onSearch({ sort }) })}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        size={pageSize(search)}
        onPage={(number) => onSearch({ page: number })}
      />
      <DeleteRepository repository={deleting} onClose={() => setDeleting(null)} />
    </Stack>
  );
}
