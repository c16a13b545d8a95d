import { useQuery } from "@tanstack/react-query";
import { createFileRoute, redirect } from "@tanstack/react-router";
import { enterI18n } from "@/app/i18n";
import { Shell } from "@/app/shell/shell";
import { useCommands } from "@/app/shell/use-commands";
import { PaletteTrigger } from "@/features/search/palette-trigger";
import { toApiError } from "@/shared/api/errors";
import { sessionQueries } from "@/shared/api/session";
import { useRememberVisits } from "@/shared/hooks/use-recent";

/** Every page but the sign-in: for whoever is logged in, and inside the shell. */
export const Route = createFileRoute("/_app")({
  beforeLoad: async ({ context: { queryClient }, location }) => {
    try {
      await Promise.all([queryClient.ensureQueryData(sessionQueries.user()), enterI18n()]);
    } catch (error) {
      if (toApiError(error).status !== 401) throw error;
      throw redirect({
        to: "/login",
        search: location.href === "/" ? {} : { next: location.href },
      });
    }
  },
  component: App,
});

function App() {
  const { data: user } = useQuery(sessionQueries.user());
  const username = user?.username ?? "";
  const commands = useCommands();
  useRememberVisits(username);
  return <Shell search={<PaletteTrigger username={username} commands={commands} />} />;
}
