import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { toApiError } from "@/shared/api/errors";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { filterTerms, given } from "@/shared/api/parameters";
import { projectQuery } from "@/shared/api/project";
import type { When } from "@/shared/forms/schedule";
import { type LogSource, partOf } from "@/shared/logs/log";
import {
  type OneRun,
  type Policy,
  type RuleBody,
  type Run,
  type Task,
  triggerOf,
  type Verdict,
} from "./model";
import { type Asked, readPreview } from "./preview";
import type { RunSearch } from "./search";

const ROOT = "/api/v2.0/retentions";
const POLICY = `${ROOT}/{policy_id}` as const;
const RUNS = `${POLICY}/executions` as const;
const RUN = `${RUNS}/{execution_id}` as const;

/** A run, and the policy that it is one of. */
export interface Of {
  policy: number;
  run: number;
}

const pathOf = ({ policy, run }: Of) => ({ policy_id: policy, execution_id: run });

export const retentionQueries = {
  all: (project: string) => ["retention", project] as const,
  /** Nothing where the project has none, or none for the caller. */
  policy: (project: string) =>
    queryOptions({
      queryKey: [...retentionQueries.all(project), "policy"],
      queryFn: ({ client, signal }) => readPolicy(client, project, signal),
    }),
  preview: (project: string, asked: Asked) =>
    queryOptions({
      queryKey: [...retentionQueries.all(project), "preview", asked],
      queryFn: ({ signal }) => readPreview(asked, signal),
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  runs: (project: string, policy: number, page = 1) =>
    queryOptions({
      queryKey: [...retentionQueries.all(project), "runs", policy, page],
      queryFn: ({ signal }): Promise<Page<Run>> => {
        const query = { page, page_size: PAGE_SIZE };
        return api
          .GET(RUNS, { params: { path: { policy_id: policy }, query }, signal })
          .then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  run: (project: string, of: Of) =>
    queryOptions({
      queryKey: [...retentionQueries.all(project), "run", of],
      queryFn: ({ signal }): Promise<OneRun> =>
        api.GET(RUN, { params: { path: pathOf(of) }, signal }).then(unwrap),
    }),
  tasks: (project: string, of: Of, page = 1) =>
    queryOptions({
      queryKey: [...retentionQueries.all(project), "tasks", of, page],
      queryFn: ({ signal }): Promise<Page<Task>> => {
        const params = { path: pathOf(of), query: { page, page_size: PAGE_SIZE } };
        return api.GET(`${RUN}/tasks`, { params, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
  verdicts: (project: string, of: Of, { shown, repository, page = 1 }: RunSearch) =>
    queryOptions({
      queryKey: [...retentionQueries.all(project), "verdicts", of, { shown, repository, page }],
      queryFn: ({ signal }): Promise<Page<Verdict>> => {
        const q = filterTerms({ verdict: shown, repository_name: repository });
        const query = { ...given({ q }), page, page_size: PAGE_SIZE };
        const params = { path: pathOf(of), query };
        return api.GET(`${RUN}/verdicts`, { params, signal }).then(unwrapPage);
      },
      placeholderData: keepPreviousData,
    }),
};

async function readPolicy(
  client: QueryClient,
  project: string,
  signal: AbortSignal,
): Promise<Policy | null> {
  const { metadata, actions } = await client.fetchQuery(projectQuery(project));
  if (!metadata?.retention_id || !actions?.includes("tag-retention:read")) return null;
  const params = { path: { policy_id: Number(metadata.retention_id) } };
  try {
    return await api.GET(POLICY, { params, signal }).then(unwrap);
  } catch (reason) {
    if (toApiError(reason).status === 404) return null; // somebody else has deleted it just now
    throw reason;
  }
}

/** What a run did to one repository, as it told. */
export function logOf(project: string, of: Of, task: number): LogSource {
  const { policy, run } = of;
  return {
    key: [...retentionQueries.all(project), "log", task],
    address: `${ROOT}/${policy}/executions/${run}/tasks/${task}?download=true`,
    fileName: `retention-${run}-${task}.log`,
    read: (asked, signal) => {
      const path = { ...pathOf(of), task_id: task };
      const params = { path, query: { lines: true, ...given(asked) } };
      return api.GET(`${RUN}/tasks/{task_id}`, { params, parseAs: "text", signal }).then(partOf);
    },
  };
}

interface Saved {
  /** The one that is changed; nothing where it is made. */
  policy: Policy | null;
  rules: readonly RuleBody[];
}

export function useSaveRules(project: string, projectId: number) {
  return useChange(project, ({ policy, rules }: Saved) => {
    const body = { rules: [...rules] };
    if (policy) {
      return api.PUT(POLICY, { params: { path: { policy_id: policy.id } }, body }).then(unwrap);
    }
    const scope = { level: "project", ref: projectId };
    return api.POST(ROOT, { body: { ...body, scope } }).then(unwrap);
  });
}

export function useSetSchedule(project: string, policy: number) {
  return useChange(project, (when: When) => {
    const params = { path: { policy_id: policy } };
    return api.PUT(POLICY, { params, body: { trigger: triggerOf(when) } }).then(unwrap);
  });
}

export function useDeletePolicy(project: string) {
  return useChange(project, (policy: number) =>
    api.DELETE(POLICY, { params: { path: { policy_id: policy } } }).then(unwrap),
  );
}

/** Begins a run, and answers its id. */
export function useStart(project: string, policy: number) {
  return useChange(project, async (isDry: boolean): Promise<number> => {
    const params = { path: { policy_id: policy } };
    const { response } = await api.POST(RUNS, { params, body: { dry_run: isDry } });
    return Number(response.headers.get("Location")?.split("/").at(-1));
  });
}

export function useStop(project: string) {
  return useChange(project, (of: Of) =>
    api.PATCH(RUN, { params: { path: pathOf(of) }, body: { action: "stop" } }).then(unwrap),
  );
}

/** Whatever came of it, the project may name another policy by now, and that say something else. */
function useChange<Variables, Answer>(
  project: string,
  change: (variables: Variables) => Promise<Answer>,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: projectQuery(project).queryKey });
      await queryClient.invalidateQueries({ queryKey: retentionQueries.all(project) });
    },
  });
}
