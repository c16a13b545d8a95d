import * as z from "zod/mini";
import { listSearch } from "@/shared/table/use-list-search";

/** What the list keeps in its address; *edit* is `new`, or the id of the one that is changed. */
export const registrySearch = z.extend(listSearch, {
  edit: z.catch(z.optional(z.union([z.literal("new"), z.int()])), undefined),
});
export type RegistrySearch = z.infer<typeof registrySearch>;
