import * as z from "zod/mini";
import { optionalPage, optionalText } from "@/shared/table/use-list-search";

/** What the page of all runs keeps in its address: the digest is what somebody asks about. */
export const gcSearch = z.object({ page: optionalPage, digest: optionalText });
export type GcSearch = z.infer<typeof gcSearch>;

export const KINDS = ["untagged", "manifest", "link", "blob"] as const;
export type Kind = (typeof KINDS)[number];
export const OUTCOMES = ["waiting", "taken", "kept"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What the page of one run keeps there: which of its items are shown. */
export const runSearch = z.object({
  page: optionalPage,
  kind: z.catch(z.optional(z.enum(KINDS)), undefined),
  outcome: z.catch(z.optional(z.enum(OUTCOMES)), undefined),
});
export type RunSearch = z.infer<typeof runSearch>;
