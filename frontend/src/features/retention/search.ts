import * as z from "zod/mini";
import { optionalPage, optionalText } from "@/shared/table/use-list-search";

export const VERDICTS = ["DEL", "RETAIN", "IMMUTABLE"] as const;
/** What a list of verdicts is narrowed to. */
export type Shown = (typeof VERDICTS)[number];

const shown = z.catch(z.optional(z.enum(VERDICTS)), undefined);

/** What the page keeps in its address: the page of past runs, and which rows of the preview. */
export const retentionSearch = z.object({ page: optionalPage, shown, row: optionalPage });
export type RetentionSearch = z.infer<typeof retentionSearch>;

/** What the page of one run keeps there. */
export const runSearch = z.object({ page: optionalPage, shown, repository: optionalText });
export type RunSearch = z.infer<typeof runSearch>;
