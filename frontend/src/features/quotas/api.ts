import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas } from "@/shared/api/client";
import { toApiError } from "@/shared/api/errors";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { filterTerms, given } from "@/shared/api/parameters";
import { LARGEST_LIMIT } from "@/shared/lib/bytes";
import type { QuotaSearch } from "./search";

export type Quota = Schemas["QuotaOfProject"];

/** Who holds most comes first. */
export const FIRST_SORT = "-used.storage";

export const quotaQueries = {
  all: () => ["quotas"] as const,
  list: (search: QuotaSearch) =>
    queryOptions({
      queryKey: [...quotaQueries.all(), "list", search],
      queryFn: ({ signal }): Promise<Page<Quota>> =>
        api
          .GET("/api/v2.0/quotas", { params: { query: listQuery(search) }, signal })
          .then(unwrapPage),
      placeholderData: keepPreviousData,
    }),
};

const LIMITS = { limited: `[1~${LARGEST_LIMIT}]`, unlimited: "-1" };

function listQuery({ q, sort = FIRST_SORT, page = 1, limit }: QuotaSearch) {
  const terms = filterTerms({
    "ref.name": q && `~${q}`,
    "hard.storage": limit && LIMITS[limit],
  });
  return { ...given({ q: terms }), sort, page, page_size: PAGE_SIZE };
}

export interface Outcome {
  set: Quota[];
  refused: { quota: Quota; reason: string }[];
}

/** Set one limit for all of them, one after the other: a refusal is no reason to leave the rest. */
export function useSetLimits() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (wanted: { quotas: readonly Quota[]; limit: number }): Promise<Outcome> => {
      const outcome: Outcome = { set: [], refused: [] };
      for (const quota of wanted.quotas) {
        try {
          await api.PUT("/api/v2.0/quotas/{quota_id}", {
            params: { path: { quota_id: quota.id } },
            body: { hard: { storage: wanted.limit } },
          });
          outcome.set.push(quota);
        } catch (error) {
          outcome.refused.push({ quota, reason: toApiError(error).message });
        }
      }
      return outcome;
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: quotaQueries.all() }),
        // The projects show their quotas too.
        queryClient.invalidateQueries({ queryKey: ["projects"] }),
      ]),
  });
}
