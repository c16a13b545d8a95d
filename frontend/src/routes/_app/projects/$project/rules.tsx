import { createFileRoute } from "@tanstack/react-router";
import { ruleQueries } from "@/features/immutable-rules/api";
import { RulesPage } from "@/features/immutable-rules/rules-page";
import { ruleSearch } from "@/features/immutable-rules/search";

export const Route = createFileRoute("/_app/projects/$project/rules")({
  staticData: { crumb: (t) => t("immutable-rules:title") },
  validateSearch: ruleSearch,
  loader: ({ context: { queryClient }, params: { project } }) => {
    queryClient.prefetchQuery(ruleQueries.list(project));
  },
  component: Rules,
});

function Rules() {
  const { project } = Route.useParams();
  return <RulesPage key={project} project={project} />;
}
