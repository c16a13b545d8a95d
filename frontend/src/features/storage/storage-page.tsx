import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Stack } from "@/shared/ui/layout";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { storageQueries } from "./api";
import { PartsView } from "./parts-view";
import { PlaceTrail } from "./place-trail";
import { ProjectFigures } from "./project-figures";
import { RepositoryView } from "./repository-view";
import type { StorageSearch } from "./search";
import { VolumeBar } from "./volume-bar";
import { Words } from "./words";

/** Where the bytes are: the registry's, a project's, or a repository's, as the address says. */
export function StoragePage() {
  const { t } = useTranslation("storage");
  const found = useSearch({ strict: false });
  const search = found as StorageSearch; // the route has checked it
  const { project, repository } = search;
  return (
    <Page title={t("title")} note={t("note")}>
      <VolumeBar />
      <Stack gap="sm">
        <PlaceTrail search={search} />
        {!project && <Registry search={search} />}
        {project && !repository && <Project project={project} search={search} />}
        {project && repository && <RepositoryView project={project} repository={repository} />}
      </Stack>
      <Words />
    </Page>
  );
}

function Registry({ search }: { search: StorageSearch }) {
  const query = useQuery(storageQueries.registry());
  return (
    <QueryView query={query}>
      {({ projects }) => <PartsView depth="registry" parts={projects} search={search} />}
    </QueryView>
  );
}

function Project({ project, search }: { project: string; search: StorageSearch }) {
  const query = useQuery(storageQueries.project(project));
  return (
    <QueryView query={query}>
      {(tree) => (
        <Stack gap="md">
          <ProjectFigures tree={tree} />
          <PartsView depth="project" parts={tree.repositories} search={search} />
        </Stack>
      )}
    </QueryView>
  );
}
