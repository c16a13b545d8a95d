import * as z from "zod/mini";
import { listSearch } from "@/shared/table/use-list-search";

/** What the list of a project's repositories keeps in its address. */
export const repositorySearch = z.extend(listSearch, {
  view: z.catch(z.optional(z.enum(["tree"])), undefined),
});
export type RepositorySearch = z.infer<typeof repositorySearch>;
