import * as z from "zod/mini";
import { STATUSES } from "@/shared/jobs/status";
import { optionalPage, optionalText } from "@/shared/table/use-list-search";

export const TABS = ["jobs", "queues", "workers", "schedules"] as const;
export type Tab = (typeof TABS)[number];

/** What the page keeps in its address; *job* is the one that is open beside the list. */
export const jobSearch = z.object({
  tab: z.catch(z.optional(z.enum(TABS)), undefined),
  kind: optionalText,
  status: z.catch(z.optional(z.enum(STATUSES)), undefined),
  page: optionalPage,
  job: z.catch(z.optional(z.int().check(z.gte(1))), undefined),
});
export type JobSearch = z.infer<typeof jobSearch>;
