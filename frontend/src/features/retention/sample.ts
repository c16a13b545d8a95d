import type { Judged, OneRun, Policy, Preview, Rule } from "./model";

/** For tests: a rule as the API tells of it, but for what is said otherwise. */
export function aRule(change: Partial<Rule> = {}): Rule {
  return {
    id: 1,
    priority: 0,
    disabled: false,
    action: "retain",
    template: "latestPushedK",
    params: { latestPushedK: 3 },
    tag_selectors: [
      { kind: "doublestar", decoration: "matches", pattern: "v*", extras: '{"untagged":false}' },
    ],
    scope_selectors: {
      repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: "**", extras: "" }],
    },
    ...change,
  };
}

export function aPolicy(...rules: Rule[]): Policy {
  return {
    id: 5,
    algorithm: "or",
    rules,
    trigger: { kind: "Schedule", settings: { cron: "", time_zone: "UTC" }, references: {} },
    scope: { level: "project", ref: 7 },
    coming: [],
  };
}

export function judged(change: Partial<Judged> = {}): Judged {
  return {
    repository_name: "acme/shop",
    digest: `sha256:${"3f1c".repeat(16)}`,
    tags: ["v1"],
    tag_count: 1,
    push_time: "2026-11-20T10:00:00Z",
    pull_time: null,
    verdict: "DEL",
    rule_id: null,
    reason: "no rule keeps it",
    size: 2048,
    freed: 1024,
    ...change,
  };
}

export function aPreview(...rows: Judged[]): Preview {
  const deleted = rows.filter(({ verdict }) => verdict === "DEL").length;
  const immutable = rows.filter(({ verdict }) => verdict === "IMMUTABLE").length;
  const sums = { total: rows.length, retained: rows.length - deleted, deleted, immutable };
  return { sums: { ...sums, bytes: deleted * 1024, repositories: 1 }, rows };
}

export function aRun(change: Partial<OneRun> = {}): OneRun {
  return {
    id: 12,
    policy_id: 5,
    status: "Success",
    trigger: "MANUAL",
    dry_run: false,
    started_by: "mona",
    creation_time: "2026-11-20T10:00:00Z",
    start_time: "2026-11-20T10:00:01Z",
    end_time: "2026-11-20T10:00:05Z",
    total: 2,
    retained: 1,
    deleted: 1,
    immutable: 0,
    errors: 0,
    bytes: 1024,
    rules: [aRule()],
    ...change,
  };
}
