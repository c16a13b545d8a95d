import { createFileRoute, Outlet } from "@tanstack/react-router";
import { ProjectShell } from "@/features/projects/project-shell";
import { projectQuery, projectScope } from "@/shared/api/project";
import { sessionQueries } from "@/shared/api/session";

export const Route = createFileRoute("/_app/projects/$project")({
  staticData: { crumb: (_, params) => params.project ?? "" },
  loader: ({ context: { queryClient }, params: { project } }) => {
    queryClient.prefetchQuery(projectQuery(project));
    queryClient.prefetchQuery(sessionQueries.permissions(projectScope(project)));
  },
  component: Shell,
});

function Shell() {
  const { project } = Route.useParams();
  return (
    <ProjectShell name={project}>
      <Outlet />
    </ProjectShell>
  );
}
