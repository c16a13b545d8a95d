import * as z from "zod/mini";
import { listSearch } from "@/shared/table/use-list-search";

/** What the list of projects keeps in its address. */
export const projectSearch = z.extend(listSearch, {
  visibility: z.catch(z.optional(z.enum(["public", "private"])), undefined),
});
export type ProjectSearch = z.infer<typeof projectSearch>;
