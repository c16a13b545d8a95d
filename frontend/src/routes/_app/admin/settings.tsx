import { createFileRoute } from "@tanstack/react-router";
import { settingsSearch } from "@/features/settings/search";
import { SettingsPage } from "@/features/settings/settings-page";
import { systemQueries } from "@/shared/api/system";

export const Route = createFileRoute("/_app/admin/settings")({
  staticData: { crumb: (t) => t("settings:title") },
  validateSearch: settingsSearch,
  loader: ({ context: { queryClient } }) => {
    queryClient.prefetchQuery(systemQueries.configurations());
  },
  component: SettingsPage,
});
