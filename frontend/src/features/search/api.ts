import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";

export type Found = Schemas["Found"];
export type Results = Schemas["FoundRead"];

export const searchQueries = {
  all: () => ["search"] as const,
  /** Everything with *text* in its name, at most *limit* of each kind. */
  everything: (text: string, limit: number) =>
    queryOptions({
      queryKey: [...searchQueries.all(), text, limit],
      queryFn: ({ signal }): Promise<Results> =>
        api
          .GET("/api/v2.0/search/all", { params: { query: { q: text, limit } }, signal })
          .then(unwrap),
      enabled: text !== "",
      placeholderData: keepPreviousData,
    }),
};
