import * as z from "zod/mini";
import { optionalText } from "@/shared/table/use-list-search";
import { KINDS } from "./model";

export const searchSearch = z.object({
  q: optionalText,
  type: z.catch(z.optional(z.enum(KINDS)), undefined),
});
export type SearchSearch = z.infer<typeof searchSearch>;
