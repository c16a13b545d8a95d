import type { QueryClient } from "@tanstack/react-query";
import { onSessionEnd } from "@/shared/api/client";
import { sessionQueries } from "@/shared/api/session";
import type { makeRouter } from "./router";

/** Once nobody is logged in any more: forget what was theirs, and come back here after a login. */
export function watchSession(router: ReturnType<typeof makeRouter>, queryClient: QueryClient) {
  onSessionEnd(() => {
    // The first question of all, who is there, is the routes' own affair.
    if (!queryClient.getQueryData(sessionQueries.user().queryKey)) return;
    queryClient.clear();
    router.navigate({ to: "/login", search: { next: router.state.location.href, ended: true } });
  });
}
