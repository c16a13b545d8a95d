import { useNavigate, useSearch } from "@tanstack/react-router";
import * as z from "zod/mini";
import { given } from "@/shared/api/parameters";
import { optionalText } from "@/shared/table/use-list-search";

export const SHOWN = ["all", "changed"] as const;
export type Shown = (typeof SHOWN)[number];

/** What the page keeps in its address: tags or digests, and how much is told of them. */
export const compareSearch = z.object({
  base: optionalText,
  head: optionalText,
  /** Of an index: the platform whose image is compared. */
  platform: optionalText,
  show: z.catch(z.optional(z.enum(SHOWN)), undefined),
});
export type CompareSearch = z.infer<typeof compareSearch>;

/** The address may belong to a route of several pages, which knows more or less than this one. */
export function useCompareSearch(): [
  CompareSearch,
  (change: Partial<CompareSearch>) => Promise<void>,
] {
  const navigate = useNavigate();
  const found: unknown = useSearch({ strict: false });
  const search = compareSearch.parse(found);
  const setSearch = (change: Partial<CompareSearch>) =>
    navigate({ to: ".", search: given({ ...search, ...change }), resetScroll: false });
  return [search, setSearch];
}
