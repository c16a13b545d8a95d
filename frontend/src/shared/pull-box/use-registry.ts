import { useQuery } from "@tanstack/react-query";
import { sessionQueries } from "@/shared/api/session";

interface Registry {
  /** What clients are told to go to, with the port where there is one. */
  host: string;
  username: string;
}

/** Where images are pulled from, as the server calls itself, and who would pull. */
export function useRegistry(): Registry {
  const system = useQuery(sessionQueries.system());
  const user = useQuery(sessionQueries.user());
  return {
    host: hostOf(system.data?.external_url) ?? location.host,
    username: user.data?.username ?? "",
  };
}

function hostOf(address: string | undefined): string | null {
  return address && URL.canParse(address) ? new URL(address).host : null;
}
