import * as z from "zod/mini";
import { listSearch } from "@/shared/table/use-list-search";
import { TYPES } from "./model";

export const trashSearch = z.extend(listSearch, {
  type: z.catch(z.optional(z.enum(TYPES)), undefined),
});
export type TrashSearch = z.infer<typeof trashSearch>;
