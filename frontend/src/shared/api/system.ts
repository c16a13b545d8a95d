import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";

/** What is told of the whole registry to administrators; several features ask it, none owns it. */
export const systemQueries = {
  all: () => ["system"] as const,
  /** How large the disks are that hold the blobs, and what is free of them. */
  volumes: () =>
    queryOptions({
      queryKey: [...systemQueries.all(), "volumes"],
      queryFn: ({ signal }) => api.GET("/api/v2.0/systeminfo/volumes", { signal }).then(unwrap),
      staleTime: 30_000,
    }),
  configurations: () =>
    queryOptions({
      queryKey: [...systemQueries.all(), "configurations"],
      queryFn: ({ signal }) => api.GET("/api/v2.0/configurations", { signal }).then(unwrap),
    }),
  /** The version of the API, which whoever is not logged in may ask too. */
  apiVersion: () =>
    queryOptions({
      queryKey: [...systemQueries.all(), "apiVersion"],
      queryFn: ({ signal }) => api.GET("/api/version", { signal }).then(unwrap),
      staleTime: Number.POSITIVE_INFINITY,
    }),
};
