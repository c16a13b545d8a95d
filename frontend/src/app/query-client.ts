import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/shared/api/errors";

/** Only what may succeed on a second try is tried again: no answer, or a server in trouble. */
function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502);
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: isWorthRetrying, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
