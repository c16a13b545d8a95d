import * as z from "zod/mini";
import { listSearch } from "@/shared/table/use-list-search";

/** What the list of quotas keeps in its address. */
export const quotaSearch = z.extend(listSearch, {
  limit: z.catch(z.optional(z.enum(["limited", "unlimited"])), undefined),
});
export type QuotaSearch = z.infer<typeof quotaSearch>;
