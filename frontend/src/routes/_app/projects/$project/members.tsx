import { createFileRoute } from "@tanstack/react-router";
import { memberQueries } from "@/features/members/api";
import { MembersPage } from "@/features/members/members-page";
import { memberSearch } from "@/features/members/search";

export const Route = createFileRoute("/_app/projects/$project/members")({
  staticData: { crumb: (t) => t("members:title") },
  validateSearch: memberSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { project }, deps }) => {
    queryClient.prefetchQuery(memberQueries.list(project, deps));
  },
  component: Members,
});

function Members() {
  const { project } = Route.useParams();
  return <MembersPage key={project} project={project} />;
}
