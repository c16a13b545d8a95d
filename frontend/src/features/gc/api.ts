import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { filterTerms, given } from "@/shared/api/parameters";
import { type When, whenWritten } from "@/shared/forms/schedule";
import { type LogSource, partOf } from "@/shared/logs/log";
import type { Item, Options, Run } from "./model";
import type { RunSearch } from "./search";

const GC = "/api/v2.0/system/gc";
const JOBS = "/api/v2.0/jobservice/jobs";
const KIND = "GARBAGE_COLLECTION";

export const gcQueries = {
  all: () => ["gc"] as const,
  runs: (page = 1) =>
    queryOptions({
      queryKey: [...gcQueries.all(), "runs", page],
      queryFn: ({ signal }): Promise<Page<Run>> =>
        api.GET(GC, { params: { query: { page, page_size: PAGE_SIZE } }, signal }).then(unwrapPage),
      placeholderData: keepPreviousData,
    }),
  run: (id: number) =>
    queryOptions({
      queryKey: [...gcQueries.all(), "run", id],
      queryFn: ({ signal }): Promise<Run> =>
        api.GET(`${GC}/{run_id}`, { params: { path: { run_id: id } }, signal }).then(unwrap),
    }),
  /** The run as a job, which tells how fast it gets on. */
  job: (run: number) =>
    queryOptions({
      queryKey: [...gcQueries.all(), "job", run],
      queryFn: async ({ signal }) => {
        const query = { kind: KIND, page_size: 1 };
        const [newest] = await api.GET(JOBS, { params: { query }, signal }).then(unwrap);
        return newest?.execution_id === run ? newest : null;
      },
    }),
  items: (plan: number, { kind, outcome, page = 1 }: RunSearch) =>
    queryOptions({
      queryKey: [...gcQueries.all(), "items", plan, { kind, outcome, page }],
      queryFn: ({ signal }): Promise<Page<Item>> => {
        const query = { ...given({ kind, outcome }), page, page_size: PAGE_SIZE };
        return api
          .GET(`${GC}/{run_id}/items`, { params: { path: { run_id: plan }, query }, signal })
          .then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  /** How many items of a plan are still to be taken. */
  waiting: (plan: number) =>
    queryOptions({
      queryKey: [...gcQueries.all(), "waiting", plan],
      queryFn: async ({ signal }) => {
        const query = { outcome: "waiting", page_size: 1 };
        const params = { path: { run_id: plan }, query };
        return (await api.GET(`${GC}/{run_id}/items`, { params, signal }).then(unwrapPage)).total;
      },
    }),
  schedule: () =>
    queryOptions({
      queryKey: [...gcQueries.all(), "schedule"],
      queryFn: ({ signal }) => api.GET(`${GC}/schedule`, { signal }).then(unwrap),
    }),
  /** What there is to collect, now and in the days to come. */
  toCollect: () =>
    queryOptions({
      queryKey: [...gcQueries.all(), "toCollect"],
      queryFn: ({ signal }) => api.GET(`${GC}/waiting`, { signal }).then(unwrap),
    }),
  explanation: (digest: string) =>
    queryOptions({
      queryKey: [...gcQueries.all(), "explanation", digest],
      queryFn: ({ signal }) =>
        api.GET(`${GC}/explanation`, { params: { query: { digest } }, signal }).then(unwrap),
      staleTime: 0,
      retry: false,
    }),
  /** Names of projects; one that is gone has none. */
  names: (ids: readonly number[]) =>
    queryOptions({
      queryKey: [...gcQueries.all(), "names", ids],
      queryFn: async ({ signal }): Promise<ReadonlyMap<number, string>> => {
        const query = given({
          q: filterTerms({ project_id: `{${ids.join(" ")}}` }),
          page_size: 100,
        });
        const found = await api
          .GET("/api/v2.0/projects", { params: { query }, signal })
          .then(unwrap);
        return new Map(found.map(({ project_id, name }) => [project_id, name]));
      },
      enabled: ids.length > 0,
      staleTime: 60_000,
    }),
};

export function logOf(id: number): LogSource {
  return {
    key: [...gcQueries.all(), "log", id],
    address: `${GC}/${id}/log?download=true`,
    fileName: `gc-${id}.log`,
    read: (asked, signal) => {
      const params = { path: { run_id: id }, query: { lines: true, ...given(asked) } };
      return api.GET(`${GC}/{run_id}/log`, { params, parseAs: "text", signal }).then(partOf);
    },
  };
}

/** Where the items are to be had as a file, as far as they are asked for. */
export function exportAddress(plan: number, { kind, outcome }: RunSearch): string {
  const asked = new URLSearchParams({ ...given({ kind, outcome }), bom: "true" });
  return `${GC}/${plan}/export?${asked}`;
}

/** Begins a run, and answers its id. */
export function useStart() {
  return useChange(async (options: Options): Promise<number> => {
    const body = { schedule: { type: "Manual" as const }, parameters: written(options) };
    const { response } = await api.POST(`${GC}/schedule`, { body });
    return Number(response.headers.get("Location")?.split("/").at(-1));
  });
}

export function useStop() {
  return useChange((id: number) =>
    api.PUT(`${GC}/{run_id}`, { params: { path: { run_id: id } } }).then(unwrap),
  );
}

export interface Plan {
  when: When;
  options: Options;
}

export function useSetSchedule() {
  return useChange(({ when, options }: Plan) => {
    const body = { schedule: whenWritten(when), parameters: written(options) };
    return api.PUT(`${GC}/schedule`, { body }).then(unwrap);
  });
}

function written({ plan, ...options }: Options): Schemas["OptionsWriteRequest"] {
  return { ...options, ...(plan === undefined ? {} : { plan }) };
}

function useChange<Variables, Answer>(change: (variables: Variables) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: gcQueries.all() }),
  });
}
