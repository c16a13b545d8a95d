import { createFileRoute, Outlet } from "@tanstack/react-router";
import { enterTexts } from "@/app/i18n";
import { ProjectScope } from "@/shared/registries/scope";

/** What all pages of a project's own replication have in common: whose it is, and the texts. */
export const Route = createFileRoute("/_app/projects/$project/replication")({
  staticData: { crumb: (t) => t("app:nav.replication") },
  loader: () => enterTexts("registries", "replication"),
  component: Replication,
});

function Replication() {
  const { project } = Route.useParams();
  return (
    <ProjectScope value={project}>
      <Outlet key={project} />
    </ProjectScope>
  );
}
