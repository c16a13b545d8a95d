import { createFileRoute } from "@tanstack/react-router";
import { LabelsPage } from "@/features/labels/labels-page";
import { labelSearch } from "@/features/labels/search";
import { useCanInProject, useProject } from "@/shared/api/project";

export const Route = createFileRoute("/_app/projects/$project/labels")({
  staticData: { crumb: (t) => t("labels:title") },
  validateSearch: labelSearch,
  component: Labels,
});

function Labels() {
  const { project } = Route.useParams();
  const can = useCanInProject(project);
  const { data } = useProject(project);
  // The project's frame shows nothing of this before it knows the project.
  if (!data) return null;
  return <LabelsPage key={project} projectId={data.project_id} can={can} />;
}
