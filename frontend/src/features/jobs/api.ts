import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { given } from "@/shared/api/parameters";
import { type LogSource, partOf } from "@/shared/logs/log";
import type { Job, Pool, Schedule } from "./model";
import type { JobSearch } from "./search";

const ROOT = "/api/v2.0/jobservice";
const EVERY_POOL = "all";

export const jobQueries = {
  all: () => ["jobs"] as const,
  list: ({ kind, status, page = 1 }: JobSearch) =>
    queryOptions({
      queryKey: [...jobQueries.all(), "list", { kind, status, page }],
      queryFn: ({ signal }): Promise<Page<Job>> => {
        const query = { ...given({ kind, status }), page, page_size: PAGE_SIZE };
        return api.GET(`${ROOT}/jobs`, { params: { query }, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  one: (id: number) =>
    queryOptions({
      queryKey: [...jobQueries.all(), "one", id],
      queryFn: ({ signal }) =>
        api.GET(`${ROOT}/jobs/{job_id}`, { params: { path: { job_id: id } }, signal }).then(unwrap),
    }),
  queues: () =>
    queryOptions({
      queryKey: [...jobQueries.all(), "queues"],
      queryFn: ({ signal }) => api.GET(`${ROOT}/queues`, { signal }).then(unwrap),
    }),
  pools: () =>
    queryOptions({
      queryKey: [...jobQueries.all(), "pools"],
      queryFn: ({ signal }): Promise<Page<Pool>> =>
        api
          .GET(`${ROOT}/pools`, { params: { query: { page_size: 100 } }, signal })
          .then(unwrapPage),
    }),
  workers: () =>
    queryOptions({
      queryKey: [...jobQueries.all(), "workers"],
      queryFn: ({ signal }) => {
        const params = { path: { pool_id: EVERY_POOL } };
        return api.GET(`${ROOT}/pools/{pool_id}/workers`, { params, signal }).then(unwrap);
      },
    }),
  schedules: (page = 1) =>
    queryOptions({
      queryKey: [...jobQueries.all(), "schedules", page],
      queryFn: ({ signal }): Promise<Page<Schedule>> => {
        const query = { page, page_size: PAGE_SIZE };
        return api.GET("/api/v2.0/schedules", { params: { query }, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
};

export function logOf(id: number): LogSource {
  return {
    key: [...jobQueries.all(), "log", id],
    address: `${ROOT}/jobs/${id}/log?download=true`,
    fileName: `job-${id}.log`,
    read: (asked, signal) => {
      const params = { path: { job_id: id }, query: { lines: true, ...given(asked) } };
      return api.GET(`${ROOT}/jobs/{job_id}/log`, { params, parseAs: "text", signal }).then(partOf);
    },
  };
}

export function useStop() {
  return useChange((id: number) =>
    api.PUT(`${ROOT}/jobs/{job_id}`, { params: { path: { job_id: id } } }),
  );
}

export function useRetry() {
  return useChange((id: number) =>
    api.POST(`${ROOT}/jobs/{job_id}/retry`, { params: { path: { job_id: id } } }),
  );
}

export interface QueueDeed {
  kind: string;
  action: "pause" | "resume" | "stop";
}

/** Pauses or resumes a queue, or stops all that waits in it. */
export function useQueueDeed() {
  return useChange(({ kind, action }: QueueDeed) =>
    api.PUT(`${ROOT}/queues/{job_type}`, {
      params: { path: { job_type: kind } },
      body: { action },
    }),
  );
}

function useChange<Variables>(change: (variables: Variables) => Promise<unknown>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: jobQueries.all() }),
  });
}
