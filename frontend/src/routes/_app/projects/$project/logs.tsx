import { createFileRoute } from "@tanstack/react-router";
import { ProjectLogPage } from "@/features/audit/project-log-page";
import { auditSearch } from "@/features/audit/search";

export const Route = createFileRoute("/_app/projects/$project/logs")({
  staticData: { crumb: (t) => t("audit:titleProject") },
  validateSearch: auditSearch,
  component: Logs,
});

function Logs() {
  const { project } = Route.useParams();
  return <ProjectLogPage key={project} project={project} />;
}
