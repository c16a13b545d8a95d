import { createFileRoute } from "@tanstack/react-router";
import { trashSearch } from "@/features/trash/search";
import { TrashPage } from "@/features/trash/trash-page";

export const Route = createFileRoute("/_app/projects/$project/trash")({
  staticData: { crumb: (t) => t("trash:title") },
  validateSearch: trashSearch,
  component: Trash,
});

function Trash() {
  const { project } = Route.useParams();
  return <TrashPage key={project} project={project} />;
}
