import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import type { OneRun, Policy, Preview } from "./model";
import { aPreview, judged } from "./sample";

export const API = `${location.origin}/api/v2.0`;
export const ROOT = `${API}/retentions`;
const RIGHTS = ["create", "read", "update", "delete", "list"].map(
  (deed) => `tag-retention:${deed}`,
);
const aKeptOne = judged({
  digest: `sha256:${"0b".repeat(32)}`,
  tags: ["v2", "v3", "v4", "v5"],
  tag_count: 5,
  verdict: "RETAIN",
  rule_id: 1,
  reason: "rule 1",
  freed: 0,
});

interface Asked {
  verdict: string | null;
  rules: { template: string; params: Record<string, number>; disabled: boolean }[];
}

interface World {
  policy?: Policy | null;
  preview?: Preview;
  runs?: OneRun[];
  actions?: string[];
}

/** For tests: a project as mona sees it, and what is asked and sent. */
export function serve({
  policy = null,
  preview = aPreview(judged(), aKeptOne),
  runs = [],
  actions = RIGHTS,
}: World): { previews: Asked[]; sent: unknown[]; policy: Policy | null } {
  const now = { previews: [] as Asked[], sent: [] as unknown[], policy };
  server.use(
    ...session({ username: "mona" }),
    http.get(`${API}/projects/acme`, () => {
      const metadata = now.policy ? { retention_id: `${now.policy.id}` } : {};
      return HttpResponse.json({ project_id: 7, name: "acme", metadata, actions });
    }),
    http.get(`${ROOT}/5`, () => HttpResponse.json(now.policy)),
    http.get(`${ROOT}/5/executions`, () =>
      HttpResponse.json(runs, { headers: { "X-Total-Count": `${runs.length}` } }),
    ),
    http.post(`${ROOT}/preview`, async ({ request }) => {
      const { rules } = (await request.json()) as Asked;
      now.previews.push({ verdict: new URL(request.url).searchParams.get("verdict"), rules });
      return HttpResponse.json(preview);
    }),
    http.put(`${ROOT}/5`, async ({ request }) => {
      now.sent.push(await request.json());
      return new HttpResponse();
    }),
  );
  return now;
}
