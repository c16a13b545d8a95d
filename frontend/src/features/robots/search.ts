import * as z from "zod/mini";
import { listSearch } from "@/shared/table/use-list-search";

/** What a list of robots keeps in its address; *open* is `new`, or the id of the one shown. */
export const robotSearch = z.extend(listSearch, {
  state: z.catch(z.optional(z.enum(["enabled", "disabled"])), undefined),
  open: z.catch(z.optional(z.union([z.literal("new"), z.int()])), undefined),
});
export type RobotSearch = z.infer<typeof robotSearch>;
