import { Skeleton, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useDelayed } from "@/shared/hooks/use-delayed";
import { Coming } from "./coming";
import { LoadFailure } from "./error-panel";

interface Props<T> {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
  /** How many lines the skeleton has; the layout that comes, more or less. */
  lines?: number;
}

/** Shows what a query found: grey lines until then, the old while newer is fetched, or the error. */
export function QueryView<T>({ query, children, lines = 6 }: Props<T>) {
  if (query.data !== undefined) {
    return (
      <div className="refetching" data-stale={query.isPlaceholderData || undefined}>
        {query.isError && <LoadFailure error={query.error} onRetry={() => query.refetch()} />}
        {children(query.data)}
      </div>
    );
  }
  if (query.isError) return <LoadFailure error={query.error} onRetry={() => query.refetch()} />;
  return <Skeletons lines={lines} />;
}

/** Grey lines, after a moment: what is quick shows none. */
export function Skeletons({ lines = 6 }: { lines?: number }) {
  const isLate = useDelayed(true);
  if (!isLate) return <Coming />;
  return (
    <Stack gap="sm" aria-busy="true">
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((line) => (
        <Skeleton key={line} height={28} />
      ))}
    </Stack>
  );
}
