import * as z from "zod/mini";
import { optionalText } from "@/shared/table/use-list-search";

export const MEASURES = ["unique", "stored", "shared", "logical"] as const;
export type Measure = (typeof MEASURES)[number];

/** Where in the registry the page looks, and what it goes by. */
export const storageSearch = z.object({
  project: optionalText,
  /** Without its project. */
  repository: optionalText,
  by: z.catch(z.optional(z.enum(MEASURES)), undefined),
});
export type StorageSearch = z.infer<typeof storageSearch>;
