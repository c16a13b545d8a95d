import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { sessionQueries } from "@/shared/api/session";

/**
 * What somebody was typing when their session ended under them. This tab keeps it, by the name of
 * the form, until they have signed in again, and gives it back to nobody else. Forms that ask for
 * secrets have no name here.
 */
const PREFIX = "console.draft.";

/** Once the session has ended, whatever was known of whose it was is forgotten. */
function whoIs(queryClient: QueryClient): string | undefined {
  return queryClient.getQueryData(sessionQueries.user().queryKey)?.username;
}

function read(name: string, by: string | undefined): unknown {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PREFIX + name) ?? "null");
    return by && kept?.by === by ? kept.values : null;
  } catch {
    return null; // no storage here, or something else wrote it
  }
}

function write(name: string, by: string, values: object): void {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify({ by, values }));
  } catch {
    // full, or switched off: then it has to be typed again
  }
}

function forget(name: string): void {
  try {
    sessionStorage.removeItem(PREFIX + name);
  } catch {
    // nothing was kept here
  }
}

/** Whether something is kept for a form that is open only when it is asked for. */
export function useHasDraft(name: string): boolean {
  const queryClient = useQueryClient();
  return useState(() => read(name, whoIs(queryClient)) !== null)[0];
}

/**
 * Gives back what was kept under *name*, this once; and should the session end under the form,
 * keeps what *typed* then says. Without a name nothing is kept.
 */
export function useKeptDraft<Values extends object>(
  name: string | undefined,
  typed: () => Values,
): Values | null {
  const queryClient = useQueryClient();
  const [by] = useState(() => whoIs(queryClient));
  // Nobody but this page's own code writes there: it is what the form of this name had typed in it.
  const [kept] = useState(() => (name ? (read(name, by) as Values | null) : null));
  const leave = useEffectEvent(() => {
    if (!name || !by || whoIs(queryClient)) return;
    const values = typed();
    if (Object.keys(values).length > 0) write(name, by, values);
  });
  useEffect(() => {
    if (name) forget(name);
    return () => leave();
  }, [name]);
  return kept;
}
