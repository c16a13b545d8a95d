import type { QueryClient } from "@tanstack/react-query";
import { onSessionEnd, onUserChange } from "@/shared/api/client";
import { sessionQueries } from "@/shared/api/session";
import type { makeRouter } from "./router";

/**
 * Once nobody is logged in any more: forget what was theirs, and come back here after a login. Once
 * somebody else is: begin anew, so that they see whose page it is.
 */
export function watchSession(router: ReturnType<typeof makeRouter>, queryClient: QueryClient) {
  onSessionEnd(() => {
    // The first question of all, who is there, is the routes' own affair.
    if (!queryClient.getQueryData(sessionQueries.user().queryKey)) return;
    queryClient.clear();
    const search = { next: router.state.location.href, ended: true };
    // Nobody is asked about unsaved changes: by now they cannot be saved.
    router.navigate({ to: "/login", search, ignoreBlocker: true });
  });
  onUserChange(() => {
    queryClient.clear();
    location.reload();
  });
}
