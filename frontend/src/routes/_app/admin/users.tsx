import { createFileRoute } from "@tanstack/react-router";
import { userQueries } from "@/features/users/api";
import { userSearch } from "@/features/users/search";
import { UsersPage } from "@/features/users/users-page";

export const Route = createFileRoute("/_app/admin/users")({
  staticData: { crumb: (t) => t("users:title") },
  validateSearch: userSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    queryClient.prefetchQuery(userQueries.list(deps));
  },
  component: UsersPage,
});
