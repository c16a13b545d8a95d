import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { everyPage } from "@/shared/api/every-page";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { given } from "@/shared/api/parameters";
import { type LogSource, partOf } from "@/shared/logs/log";
import { apiOf, keyOf, rootOf, type Scope } from "@/shared/registries/scope";
import type {
  Execution,
  Item,
  Kind,
  OneExecution,
  OnePolicy,
  Policy,
  PolicyBody,
  Preview,
  Registry,
  Task,
} from "./model";
import type { ExecutionSearch, ExecutionsSearch, PolicySearch } from "./search";

export const POLICIES = "/replication/policies";
export const EXECUTIONS = "/replication/executions";
export const POLICY = `${POLICIES}/{replication_id}` as const;
export const EXECUTION = `${EXECUTIONS}/{replication_run_id}` as const;
export const TASK = `${EXECUTION}/tasks/{replication_task_id}` as const;
const MOST = 100;

export const replicationQueries = {
  all: (scope: Scope) => ["replication", keyOf(scope)] as const,
  policies: (scope: Scope, { q, sort = "name", page = 1 }: PolicySearch) =>
    queryOptions({
      queryKey: [...replicationQueries.all(scope), "policies", { q, sort, page }],
      queryFn: ({ signal }): Promise<Page<Policy>> => {
        const query = { ...given({ name: q }), sort, page, page_size: PAGE_SIZE };
        return apiOf(scope).GET(POLICIES, { params: { query }, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  policy: (scope: Scope, id: number) =>
    queryOptions({
      queryKey: [...replicationQueries.all(scope), "policy", id],
      queryFn: ({ signal }): Promise<OnePolicy> => readPolicy(scope, id, signal),
    }),
  /** The registries that a policy may be about. */
  registries: (scope: Scope) =>
    queryOptions({
      queryKey: [...replicationQueries.all(scope), "registries"],
      queryFn: ({ signal }): Promise<Registry[]> =>
        everyPage((page) => {
          const query = { sort: "name", page, page_size: MOST };
          return apiOf(scope).GET("/registries", { params: { query }, signal }).then(unwrapPage);
        }),
    }),
  /** What policies may ask of a registry, by its kind; it changes with the server's version alone. */
  kinds: (scope: Scope) =>
    queryOptions({
      queryKey: [...replicationQueries.all(scope), "kinds"],
      queryFn: async ({ signal }) => {
        const { GET } = apiOf(scope);
        const found = await GET("/replication/adapterinfos", { signal }).then(unwrap);
        return found as Readonly<Record<string, Kind>>;
      },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** The names of labels that what is here may have: those of all, and one project's own. */
  labels: (scope: Scope, owner: number | undefined) =>
    queryOptions({
      queryKey: [...replicationQueries.all(scope), "labels", owner ?? null],
      queryFn: async ({ signal }) => {
        const scopes = owner === undefined ? [] : [{ scope: "p", project_id: owner }];
        const asked = [{ scope: "g" }, ...scopes].map((of) => {
          const query = { ...of, sort: "name", page_size: MOST };
          return api.GET("/api/v2.0/labels", { params: { query }, signal }).then(unwrap);
        });
        return (await Promise.all(asked)).flat().map(({ name }) => name);
      },
      staleTime: 60_000,
    }),
  preview: (scope: Scope, body: PolicyBody) =>
    queryOptions({
      queryKey: [...replicationQueries.all(scope), "preview", body],
      queryFn: ({ signal }): Promise<Preview> =>
        apiOf(scope)
          .POST(`${POLICIES}/preview`, { params: { query: { limit: 50 } }, body, signal })
          .then(unwrap),
      placeholderData: keepPreviousData,
      retry: false,
      staleTime: 30_000,
    }),
  executions: (scope: Scope, policy: number, { status, trigger, page = 1 }: ExecutionsSearch) =>
    queryOptions({
      queryKey: [...replicationQueries.all(scope), "executions", policy, { status, trigger, page }],
      queryFn: ({ signal }): Promise<Page<Execution>> => {
        const chosen = given({ status, trigger });
        const query = { policy_id: policy, ...chosen, page, page_size: PAGE_SIZE };
        return apiOf(scope).GET(EXECUTIONS, { params: { query }, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  execution: (scope: Scope, id: number) =>
    queryOptions({
      queryKey: [...replicationQueries.all(scope), "execution", id],
      queryFn: ({ signal }): Promise<OneExecution> =>
        apiOf(scope)
          .GET(EXECUTION, { params: { path: { replication_run_id: id } }, signal })
          .then(unwrap),
    }),
  tasks: (scope: Scope, id: number, { status, page = 1 }: ExecutionSearch) =>
    queryOptions({
      queryKey: [...replicationQueries.all(scope), "tasks", id, { status, page }],
      queryFn: ({ signal }): Promise<Page<Task>> => {
        const query = { ...given({ status }), page, page_size: PAGE_SIZE };
        const params = { path: { replication_run_id: id }, query };
        return apiOf(scope).GET(`${EXECUTION}/tasks`, { params, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  /** The tags of a run, or of one of its tasks. */
  items: (scope: Scope, id: number, task: number | null, search: ExecutionSearch) =>
    queryOptions({
      queryKey: [...replicationQueries.all(scope), "items", id, task, search],
      queryFn: ({ signal }): Promise<Page<Item>> => readItems(scope, { id, task }, search, signal),
      placeholderData: keepPreviousData,
    }),
};

export function readPolicy(scope: Scope, id: number, signal?: AbortSignal): Promise<OnePolicy> {
  return apiOf(scope)
    .GET(POLICY, { params: { path: { replication_id: id } }, ...(signal ? { signal } : {}) })
    .then(unwrap);
}

function readItems(
  scope: Scope,
  { id, task }: { id: number; task: number | null },
  { verdict, outcome, page = 1 }: ExecutionSearch,
  signal: AbortSignal,
): Promise<Page<Item>> {
  const query = { ...given({ verdict, outcome }), page, page_size: PAGE_SIZE };
  if (task === null) {
    const params = { path: { replication_run_id: id }, query };
    return apiOf(scope).GET(`${EXECUTION}/items`, { params, signal }).then(unwrapPage);
  }
  const params = { path: { replication_run_id: id, replication_task_id: task }, query };
  return apiOf(scope).GET(`${TASK}/items`, { params, signal }).then(unwrapPage);
}

export function logOf(scope: Scope, execution: number, task: number): LogSource {
  return {
    key: [...replicationQueries.all(scope), "log", execution, task],
    address: `${rootOf(scope)}${EXECUTIONS}/${execution}/tasks/${task}/log?download=true`,
    fileName: `replication-${execution}-${task}.log`,
    read: (asked, signal) => {
      const path = { replication_run_id: execution, replication_task_id: task };
      const params = { path, query: { lines: true, ...given(asked) } };
      return apiOf(scope).GET(`${TASK}/log`, { params, parseAs: "text", signal }).then(partOf);
    },
  };
}
