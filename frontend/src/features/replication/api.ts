import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { everyPage } from "@/shared/api/every-page";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { given } from "@/shared/api/parameters";
import { type LogSource, partOf } from "@/shared/logs/log";
import type {
  Execution,
  Item,
  OneExecution,
  OnePolicy,
  Policy,
  PolicyBody,
  Preview,
  Registry,
  Task,
} from "./model";
import type { ExecutionSearch, ExecutionsSearch, PolicySearch } from "./search";

export const POLICIES = "/api/v2.0/replication/policies";
export const EXECUTIONS = "/api/v2.0/replication/executions";
export const POLICY = `${POLICIES}/{replication_id}` as const;
export const EXECUTION = `${EXECUTIONS}/{replication_run_id}` as const;
export const TASK = `${EXECUTION}/tasks/{replication_task_id}` as const;
const MOST = 100;

export const replicationQueries = {
  all: () => ["replication"] as const,
  policies: ({ q, sort = "name", page = 1 }: PolicySearch) =>
    queryOptions({
      queryKey: [...replicationQueries.all(), "policies", { q, sort, page }],
      queryFn: ({ signal }): Promise<Page<Policy>> => {
        const query = { ...given({ name: q }), sort, page, page_size: PAGE_SIZE };
        return api.GET(POLICIES, { params: { query }, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  policy: (id: number) =>
    queryOptions({
      queryKey: [...replicationQueries.all(), "policy", id],
      queryFn: ({ signal }): Promise<OnePolicy> => readPolicy(id, signal),
    }),
  /** The registries that a policy may be about. */
  registries: () =>
    queryOptions({
      queryKey: [...replicationQueries.all(), "registries"],
      queryFn: ({ signal }): Promise<Registry[]> =>
        everyPage((page) => {
          const query = { sort: "name", page, page_size: MOST };
          return api.GET("/api/v2.0/registries", { params: { query }, signal }).then(unwrapPage);
        }),
    }),
  /** What a policy may ask of what comes from a registry; 0 is this one. */
  info: (registry: number) =>
    queryOptions({
      queryKey: [...replicationQueries.all(), "info", registry],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/registries/{registry_id}/info", {
            params: { path: { registry_id: registry } },
            signal,
          })
          .then(unwrap),
      staleTime: 60_000,
    }),
  preview: (body: PolicyBody) =>
    queryOptions({
      queryKey: [...replicationQueries.all(), "preview", body],
      queryFn: ({ signal }): Promise<Preview> =>
        api
          .POST(`${POLICIES}/preview`, { params: { query: { limit: 50 } }, body, signal })
          .then(unwrap),
      placeholderData: keepPreviousData,
      retry: false,
      staleTime: 30_000,
    }),
  executions: (policy: number, { status, trigger, page = 1 }: ExecutionsSearch) =>
    queryOptions({
      queryKey: [...replicationQueries.all(), "executions", policy, { status, trigger, page }],
      queryFn: ({ signal }): Promise<Page<Execution>> => {
        const chosen = given({ status, trigger });
        const query = { policy_id: policy, ...chosen, page, page_size: PAGE_SIZE };
        return api.GET(EXECUTIONS, { params: { query }, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  execution: (id: number) =>
    queryOptions({
      queryKey: [...replicationQueries.all(), "execution", id],
      queryFn: ({ signal }): Promise<OneExecution> =>
        api.GET(EXECUTION, { params: { path: { replication_run_id: id } }, signal }).then(unwrap),
    }),
  tasks: (id: number, { status, page = 1 }: ExecutionSearch) =>
    queryOptions({
      queryKey: [...replicationQueries.all(), "tasks", id, { status, page }],
      queryFn: ({ signal }): Promise<Page<Task>> => {
        const query = { ...given({ status }), page, page_size: PAGE_SIZE };
        const params = { path: { replication_run_id: id }, query };
        return api.GET(`${EXECUTION}/tasks`, { params, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  /** The tags of a run, or of one of its tasks. */
  items: (id: number, task: number | null, search: ExecutionSearch) =>
    queryOptions({
      queryKey: [...replicationQueries.all(), "items", id, task, search],
      queryFn: ({ signal }): Promise<Page<Item>> => readItems(id, task, search, signal),
      placeholderData: keepPreviousData,
    }),
};

export function readPolicy(id: number, signal?: AbortSignal): Promise<OnePolicy> {
  return api
    .GET(POLICY, { params: { path: { replication_id: id } }, ...(signal ? { signal } : {}) })
    .then(unwrap);
}

function readItems(
  id: number,
  task: number | null,
  { verdict, outcome, page = 1 }: ExecutionSearch,
  signal: AbortSignal,
): Promise<Page<Item>> {
  const query = { ...given({ verdict, outcome }), page, page_size: PAGE_SIZE };
  if (task === null) {
    const params = { path: { replication_run_id: id }, query };
    return api.GET(`${EXECUTION}/items`, { params, signal }).then(unwrapPage);
  }
  const params = { path: { replication_run_id: id, replication_task_id: task }, query };
  return api.GET(`${TASK}/items`, { params, signal }).then(unwrapPage);
}

export function logOf(execution: number, task: number): LogSource {
  return {
    key: [...replicationQueries.all(), "log", execution, task],
    address: `${EXECUTIONS}/${execution}/tasks/${task}/log?download=true`,
    fileName: `replication-${execution}-${task}.log`,
    read: (asked, signal) => {
      const path = { replication_run_id: execution, replication_task_id: task };
      const params = { path, query: { lines: true, ...given(asked) } };
      return api.GET(`${TASK}/log`, { params, parseAs: "text", signal }).then(partOf);
    },
  };
}
