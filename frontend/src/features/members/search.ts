import * as z from "zod/mini";
import { listSearch, optionalFlag } from "@/shared/table/use-list-search";

export const memberSearch = z.extend(listSearch, {
  /** Whether the form for new members is open. */
  adding: optionalFlag,
});
export type MemberSearch = z.infer<typeof memberSearch>;
