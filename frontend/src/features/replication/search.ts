import * as z from "zod/mini";
import { listSearch, optionalPage, optionalText } from "@/shared/table/use-list-search";

/** What the list of policies keeps in its address. */
export const policySearch = listSearch;
export type PolicySearch = z.infer<typeof policySearch>;

export const STATUSES = ["InProgress", "Failed", "Stopped", "Succeed"] as const;
export type Status = (typeof STATUSES)[number];
export const TRIGGERS = ["manual", "scheduled", "event_based"] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** What the page of a policy keeps there: which of its runs are shown. */
export const executionsSearch = z.object({
  page: optionalPage,
  status: z.catch(z.optional(z.enum(STATUSES)), undefined),
  trigger: z.catch(z.optional(z.enum(TRIGGERS)), undefined),
});
export type ExecutionsSearch = z.infer<typeof executionsSearch>;

export const TASK_STATUSES = ["Pending", ...STATUSES] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];
export const VERDICTS = ["copy", "replace", "delete", "present", "kept"] as const;
export type Verdict = (typeof VERDICTS)[number];
export const OUTCOMES = ["waiting", "done", "failed", "gone", "left"] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const VIEWS = ["tasks", "items"] as const;
export type View = (typeof VIEWS)[number];

/** What the page of a run keeps there: which of its tasks are shown, or which tags. */
export const executionSearch = z.object({
  view: z.catch(z.optional(z.enum(VIEWS)), undefined),
  page: optionalPage,
  status: z.catch(z.optional(z.enum(TASK_STATUSES)), undefined),
  verdict: z.catch(z.optional(z.enum(VERDICTS)), undefined),
  outcome: z.catch(z.optional(z.enum(OUTCOMES)), undefined),
  q: optionalText,
});
export type ExecutionSearch = z.infer<typeof executionSearch>;
