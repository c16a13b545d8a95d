import * as z from "zod/mini";
import { listSearch } from "@/shared/table/use-list-search";

export const labelSearch = z.extend(listSearch, {
  /** The label whose form is open, by its id, or `new`. */
  edit: z.catch(z.optional(z.union([z.literal("new"), z.int()])), undefined),
});
export type LabelSearch = z.infer<typeof labelSearch>;
