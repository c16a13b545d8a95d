import type { Schemas } from "@/shared/api/client";
import { NEVER, type When, whenWritten } from "@/shared/forms/schedule";
import { parseTime } from "@/shared/lib/time";

export type Rule = Schemas["RuleRead"];
export type RuleBody = Schemas["RuleWriteRequest"];
export type Policy = Schemas["PolicyRead"];
export type Judged = Schemas["JudgedRead"];
export type Verdict = Schemas["VerdictRead"];
export type Run = Schemas["ExecutionRead"];
export type OneRun = Schemas["OneExecutionRead"];
export type Task = Schemas["TaskRead"];
export type Preview = Schemas["PreviewRead"];

/** Why an artifact stays or goes, as far as it is known in other words than the API's. */
export type Reason =
  | { what: "rule"; id: number }
  | { what: "none" }
  | { what: "young" }
  | { what: "belongs" }
  | { what: "index"; digest: string }
  | { what: "protected"; tag: string }
  | { what: "said"; words: string };

export function reasonOf({ verdict, rule_id, reason }: Judged): Reason {
  if (rule_id !== null) return { what: "rule", id: rule_id };
  if (verdict === "DEL" && reason === "no rule keeps it") return { what: "none" };
  if (reason.startsWith("it was pushed a short while ago")) return { what: "young" };
  if (reason === "something that belongs to it stays") return { what: "belongs" };
  const digest = /^the index (\S+) stays, and names it$/.exec(reason)?.[1];
  if (digest) return { what: "index", digest };
  const tag = /^the tag (\S+) is protected: /.exec(reason)?.[1];
  return tag ? { what: "protected", tag } : { what: "said", words: reason };
}

const LINES = { Hourly: "0 0 * * * *", Daily: "0 0 0 * * *", Weekly: "0 0 0 * * 0" } as const;

/** When a policy runs by itself; it knows nothing but a line, which is empty where it does not. */
export function whenOfPolicy({ trigger }: Policy): When {
  const { cron, time_zone: timeZone } = trigger.settings;
  if (!cron) return { ...NEVER, timeZone };
  const types = ["Hourly", "Daily", "Weekly"] as const;
  return { type: types.find((type) => LINES[type] === cron) ?? "Custom", cron, timeZone };
}

export function triggerOf(when: When): Schemas["TriggerWriteRequest"] {
  const lines: Partial<Record<When["type"], string>> = LINES;
  const { cron, time_zone = "" } = whenWritten(when);
  return { kind: "Schedule", settings: { cron: lines[when.type] ?? cron ?? "", time_zone } };
}

/** Milliseconds that a run took, or has by *now*; nothing where it has not begun. */
export function lasted(run: Pick<Run, "start_time" | "end_time">, now: number): number | null {
  const begin = parseTime(run.start_time);
  if (!begin) return null;
  return Math.max(0, +(parseTime(run.end_time) ?? now) - +begin);
}
