import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas } from "@/shared/api/client";
import { type Page, unwrapPage } from "@/shared/api/pagination";

export type Rule = Schemas["ImmutableRuleRead"];
export type RuleBody = Schemas["ImmutableRuleWriteRequest"];
export type SelectorBody = Schemas["SelectorWriteRequest"];

/** As many rules as a project can have. */
const ALL_RULES = 100;

export const ruleQueries = {
  all: (project: string) => ["immutable-rules", project] as const,
  list: (project: string) =>
    queryOptions({
      queryKey: [...ruleQueries.all(project), "list"],
      queryFn: ({ signal }): Promise<Page<Rule>> =>
        api
          .GET("/api/v2.0/projects/{project}/immutabletagrules", {
            params: { path: { project }, query: { page_size: ALL_RULES, sort: "priority,id" } },
            signal,
          })
          .then(unwrapPage),
    }),
};

function useRefresh(project: string): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: ruleQueries.all(project) });
}

/** Makes a rule, or changes what *body* has of the one that is named. */
export function useSaveRule(project: string) {
  const onSettled = useRefresh(project);
  return useMutation({
    mutationFn: async ({ id, body }: { id?: number | undefined; body: RuleBody }) => {
      if (id === undefined) {
        await api.POST("/api/v2.0/projects/{project}/immutabletagrules", {
          params: { path: { project } },
          body,
        });
        return;
      }
      await api.PUT("/api/v2.0/projects/{project}/immutabletagrules/{rule_id}", {
        params: { path: { project, rule_id: id } },
        body,
      });
    },
    onSettled,
  });
}

export function useDeleteRule(project: string) {
  const onSettled = useRefresh(project);
  return useMutation({
    mutationFn: (rule_id: number) =>
      api.DELETE("/api/v2.0/projects/{project}/immutabletagrules/{rule_id}", {
        params: { path: { project, rule_id } },
      }),
    onSettled,
  });
}
