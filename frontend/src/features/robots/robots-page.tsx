import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCanInProject, useProject } from "@/shared/api/project";
import { useCan } from "@/shared/api/session";
import { FilterBar, SelectFilter, TextFilter } from "@/shared/filters/filter-bar";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button } from "@/shared/ui/buttons";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { whenOpened } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView, Skeletons } from "@/shared/ui/query-view";
import { type Home, robotQueries } from "./api";
import { RobotTable } from "./robot-table";
import type { RobotSearch } from "./search";
import type { FreshSecret } from "./secret-dialog";

const RobotDrawer = whenOpened(
  () => import("./robot-drawer").then((found) => found.RobotDrawer),
  ({ open }) => open !== undefined,
);
const SecretDialog = whenOpened(
  () => import("./secret-dialog").then((found) => found.SecretDialog),
  ({ fresh }) => fresh !== null,
);

/** The robots of a project; those of the system where none is given. */
export function RobotsPage({ project }: { project?: string }) {
  if (project === undefined) return <OfSystem />;
  return <OfProject project={project} />;
}

function OfSystem() {
  return <Robots home={null} can={useCan()} />;
}

function OfProject({ project }: { project: string }) {
  const { data } = useProject(project);
  const can = useCanInProject(project);
  if (!data) return <Skeletons />;
  return <Robots home={data.project_id} project={project} can={can} />;
}

interface Props {
  home: Home;
  project?: string;
  can: (right: string) => boolean;
}

function Robots({ home, project, can }: Props) {
  const { t } = useTranslation("robots");
  const [search, setSearch] = useListSearch<RobotSearch>();
  const robots = useQuery(robotQueries.list(home, search));
  const [fresh, setFresh] = useState<FreshSecret | null>(null);
  const open = (what: RobotSearch["open"]) => setSearch({ page: search.page, open: what });
  const create = can("robot:create") && (
    <Button weight="primary" icon={<IconPlus size={16} />} onClick={() => open("new")}>
      {t("create.title")}
    </Button>
  );
  const isFiltered = Boolean(search.q || search.state);
  return (
    <Page
      title={t("title")}
      note={project === undefined ? t("noteSystem") : t("noteProject")}
      actions={create}
    >
      {(isFiltered || (robots.data?.total ?? 0) > 0) && (
        <Filters search={search} onSearch={setSearch} />
      )}
      <QueryView query={robots}>
        {(page) => {
          if (page.total > 0) {
            return (
              <RobotTable
                page={page}
                search={search}
                onSearch={setSearch}
                can={can}
                isOfProject={project !== undefined}
                onOpen={open}
                onFresh={setFresh}
              />
            );
          }
          if (isFiltered) {
            return <FilteredOut onClear={() => setSearch({ q: undefined, state: undefined })} />;
          }
          return (
            <NothingYet title={t("empty.title")} action={create}>
              {t("empty.text")}
            </NothingYet>
          );
        }}
      </QueryView>
      <RobotDrawer
        open={search.open}
        project={project}
        can={can}
        onClose={() => open(undefined)}
        onFresh={setFresh}
      />
      <SecretDialog fresh={fresh} onClose={() => setFresh(null)} />
    </Page>
  );
}

interface FiltersProps {
  search: RobotSearch;
  onSearch: (change: Partial<RobotSearch>) => void;
}

function Filters({ search, onSearch }: FiltersProps) {
  const { t } = useTranslation("robots");
  return (
    <FilterBar>
      <TextFilter label={t("filter.name")} value={search.q} onChange={(q) => onSearch({ q })} />
      <SelectFilter
        label={t("filter.state")}
        value={search.state}
        options={(["enabled", "disabled"] as const).map((value) => ({
          value,
          label: t(`state.${value}`),
        }))}
        onChange={(state) => onSearch({ state })}
      />
    </FilterBar>
  );
}
