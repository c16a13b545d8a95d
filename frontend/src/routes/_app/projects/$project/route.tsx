import { createFileRoute, Outlet } from "@tanstack/react-router";
import { ProjectShell } from "@/features/projects/project-shell";
import { projectQuery } from "@/shared/api/project";

export const Route = createFileRoute("/_app/projects/$project")({
  staticData: { crumb: (_, params) => params.project ?? "" },
  loader: ({ context: { queryClient }, params: { project } }) => {
    queryClient.prefetchQuery(projectQuery(project));
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
