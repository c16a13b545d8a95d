import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";

export type Found = Schemas["Found"];
/** What the API finds for everybody, and the replication policies, which have a list of their own. */
export type Results = Schemas["FoundRead"] & { policies: Found[] };

interface Asked {
  text: string;
  /** At most so many of each kind. */
  limit: number;
  /** Whether the caller may list policies, and asks for them. */
  hasPolicies: boolean;
}

export const searchQueries = {
  all: () => ["search"] as const,
  /** Everything with a text in its name. */
  everything: (asked: Asked) =>
    queryOptions({
      queryKey: [...searchQueries.all(), asked],
      queryFn: async ({ signal }): Promise<Results> => {
        const query = { q: asked.text, limit: asked.limit };
        const [found, policies] = await Promise.all([
          api.GET("/api/v2.0/search/all", { params: { query }, signal }).then(unwrap),
          asked.hasPolicies ? findPolicies(asked, signal) : [],
        ]);
        return { ...found, policies };
      },
      enabled: asked.text !== "",
      placeholderData: keepPreviousData,
    }),
};

async function findPolicies({ text, limit }: Asked, signal: AbortSignal): Promise<Found[]> {
  const query = { name: text, sort: "name", page_size: limit };
  const found = await api
    .GET("/api/v2.0/replication/policies", { params: { query }, signal })
    .then(unwrap);
  const nowhere = { project: null, repository: null, digest: null };
  return found.map(({ id, name }) => ({ kind: "policy", id, name, ...nowhere }));
}
