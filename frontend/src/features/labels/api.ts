import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { given } from "@/shared/api/parameters";
import type { LabelSearch } from "./search";

export type Label = Schemas["LabelRead"];

/** Whose labels: a project's by its id, or nothing for those of the whole registry. */
export type Owner = number | undefined;

const scopeOf = (owner: Owner) =>
  owner === undefined ? { scope: "g" } : { scope: "p", project_id: owner };

export const labelQueries = {
  all: () => ["labels"] as const,
  list: (owner: Owner, { q, sort = "name", page = 1 }: LabelSearch) =>
    queryOptions({
      queryKey: [...labelQueries.all(), "list", owner ?? "global", { q, sort, page }],
      queryFn: ({ signal }): Promise<Page<Label>> => {
        const query = {
          ...scopeOf(owner),
          ...given({ name: q }),
          sort,
          page,
          page_size: PAGE_SIZE,
        };
        return api.GET("/api/v2.0/labels", { params: { query }, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  /** Those of the whole registry, as many as a project's page shows beside its own. */
  global: () =>
    queryOptions({
      queryKey: [...labelQueries.all(), "global"],
      queryFn: ({ signal }) => {
        const query = { scope: "g", sort: "name", page_size: 100 };
        return api.GET("/api/v2.0/labels", { params: { query }, signal }).then(unwrapPage<Label>);
      },
    }),
};

export interface LabelValues {
  name: string;
  description: string;
  color: string;
}

/** Makes a label, or changes the one that is given. */
export function useSaveLabel(owner: Owner, label: Label | undefined) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (values: LabelValues) => {
      if (!label) {
        const body = { ...values, ...scopeOf(owner) };
        await api.POST("/api/v2.0/labels", { body });
        return;
      }
      const path = { label_id: label.id };
      await api.PUT("/api/v2.0/labels/{label_id}", { params: { path }, body: values });
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: labelQueries.all() }),
  });
}

export function useDeleteLabel() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (label_id: number) =>
      api.DELETE("/api/v2.0/labels/{label_id}", { params: { path: { label_id } } }).then(unwrap),
    onSettled: () => queryClient.invalidateQueries({ queryKey: labelQueries.all() }),
  });
}
