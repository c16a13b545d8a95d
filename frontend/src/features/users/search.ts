import * as z from "zod/mini";
import { listSearch, optionalFlag } from "@/shared/table/use-list-search";

/** What the list of users keeps in its address. */
export const userSearch = z.extend(listSearch, {
  role: z.catch(z.optional(z.enum(["admin", "user"])), undefined),
  state: z.catch(z.optional(z.enum(["enabled", "disabled"])), undefined),
  /** The user whose details are open. */
  user: z.catch(z.optional(z.int().check(z.gte(1))), undefined),
  creating: optionalFlag,
});
export type UserSearch = z.infer<typeof userSearch>;
