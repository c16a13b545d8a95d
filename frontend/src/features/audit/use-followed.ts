import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { usePolling } from "@/shared/hooks/use-polling";
import { auditQueries, type Row } from "./api";
import type { AuditSearch } from "./search";

const EVERY = 5000;
/** Of an empty log everything is new. */
const BEGINNING = "1970-01-01T00:00:00Z";

/**
 * The first page's rows with those on top that came since. Only what is new is asked for; once that
 * is as much as one question brings, the page itself is asked for again.
 */
export function useFollowed(
  rows: readonly Row[] | undefined,
  search: AuditSearch,
  projectId: number | undefined,
): readonly Row[] {
  const queryClient = useQueryClient();
  const isFollowing = Boolean(search.follow && !search.after && !search.to);
  const interval = usePolling(EVERY);
  const since = rows?.[0]?.op_time ?? BEGINNING;
  const newer = useQuery({
    ...auditQueries.newer(search, projectId, since),
    enabled: isFollowing && rows !== undefined,
    refetchInterval: interval,
  });
  const isFull = isFollowing && newer.data?.isFull === true && !newer.isPlaceholderData;
  useEffect(() => {
    if (isFull) queryClient.invalidateQueries({ queryKey: [...auditQueries.all(), "rows"] });
  }, [isFull, queryClient]);

  const shown = rows ?? [];
  if (!isFollowing || !newer.data) return shown;
  const known = new Set(shown.map(({ id }) => id));
  return [...newer.data.rows.filter(({ id }) => !known.has(id)), ...shown];
}
