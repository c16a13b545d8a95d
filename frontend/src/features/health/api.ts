import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";

export type Component = Schemas["ComponentRead"];
export type Health = Schemas["HealthRead"];

export const healthQueries = {
  all: () => ["health"] as const,
  now: () =>
    queryOptions({
      queryKey: [...healthQueries.all(), "now"],
      queryFn: ({ signal }) => api.GET("/api/v2.0/health", { signal }).then(unwrap),
    }),
};
