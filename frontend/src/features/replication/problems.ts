import type { Scope } from "@/shared/registries/scope";
import { oneSpaced, parseLine } from "./cron";
import type { Draft } from "./draft";
import { isNamespace, isWithin } from "./mapping";

export const PROBLEMS = ["policyName", "registry", "namespace", "cron", "speed"] as const;
export type Problem = (typeof PROBLEMS)[number];

const FASTEST = 2 ** 31 - 1;

/** The fields that cannot be sent as they are. */
export function problemsOf(draft: Draft, scope: Scope = {}): Problem[] {
  const { speed } = draft;
  const found: [Problem, boolean][] = [
    ["policyName", draft.policyName.trim() === ""],
    ["cron", draft.trigger === "scheduled" && !isSixFields(draft.cron)],
    ["speed", speed === null || speed < 0 || speed > FASTEST],
  ];
  const wrong = found.filter(([, isWrong]) => isWrong).map(([problem]) => problem);
  return [...problemsOfContent(draft, scope), ...wrong];
}

/** Those of what is copied: a policy that has no name yet can be looked at all the same. */
export function problemsOfContent(draft: Draft, scope: Scope = {}): Problem[] {
  const namespace = draft.namespace.trim();
  const isBad = namespace !== "" && !isNamespace(namespace);
  return [
    ...(draft.registry === null ? ["registry" as const] : []),
    ...(isBad || !staysWithin(draft, scope) ? ["namespace" as const] : []),
  ];
}

/** What a project's policy takes in goes to the project, and nowhere else. */
export function staysWithin({ direction, namespace }: Draft, { project }: Scope): boolean {
  return project === undefined || direction === "push" || isWithin(namespace.trim(), project);
}

/** Whether it may be a line that the API takes; what its fields say is for the API to judge. */
function isSixFields(cron: string): boolean {
  const fields = oneSpaced(cron).split(" ");
  return fields.length === 6 && fields[0] === "0" && (parseLine(cron)?.minutes.length ?? 0) < 60;
}
