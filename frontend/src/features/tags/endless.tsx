import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Page } from "@/shared/api/pagination";
import { useIsNarrow } from "@/shared/hooks/use-narrow";
import { Button } from "@/shared/ui/buttons";
import { LoadFailure } from "@/shared/ui/error-panel";
import { Group, Text } from "@/shared/ui/layout";
import { Skeletons } from "@/shared/ui/query-view";

/** A list that grows at its end, as far as it is there. */
export interface Endless<Row> {
  items: readonly Row[];
  total: number;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
}

export type EndlessQuery<Row> = UseInfiniteQueryResult<InfiniteData<Page<Row>>>;

interface Props<Row> {
  query: EndlessQuery<Row>;
  children: (list: Endless<Row>) => ReactNode;
}

/** Shows the pages that were found so far, or why there are none. */
export function EndlessView<Row>({ query, children }: Props<Row>) {
  const { data, error, isError, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const mayLoad = hasNextPage && !isFetchingNextPage && !isError;
  const loadMore = useCallback(() => {
    if (mayLoad) fetchNextPage();
  }, [mayLoad, fetchNextPage]);
  const failure = isError && <LoadFailure error={error} onRetry={() => refetch()} />;
  if (!data) return failure || <Skeletons lines={10} />;
  return (
    <div className="refetching" data-stale={query.isPlaceholderData || undefined}>
      {failure}
      {children({
        items,
        total: data.pages[0]?.total ?? 0,
        hasMore: hasNextPage,
        isLoadingMore: isFetchingNextPage,
        loadMore,
      })}
    </div>
  );
}

/** How much of the list is there; a button where nothing loads the rest by scrolling. */
export function LoadMore<Row>({ list }: { list: Endless<Row> }) {
  const { t } = useTranslation("tags");
  const isNarrow = useIsNarrow();
  const { items, total, hasMore, isLoadingMore, loadMore } = list;
  return (
    <Group justify="flex-end" gap="sm">
      <Text size="sm" c="dimmed" className="number" aria-live="polite">
        {hasMore
          ? t("list.some", { shown: items.length, count: total })
          : t("list.all", { count: total })}
      </Text>
      {isNarrow && hasMore && (
        <Button size="xs" loading={isLoadingMore} onClick={loadMore}>
          {t("list.more")}
        </Button>
      )}
    </Group>
  );
}
