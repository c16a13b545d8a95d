import { useNavigate, useSearch } from "@tanstack/react-router";
import * as z from "zod/mini";

/**
 * A parameter that a person may have mistyped in the address counts as absent. The router reads
 * `10` as a number, and `true` as what it says; as a text they are what was typed.
 */
export const optionalText = z.catch(
  z.optional(
    z.pipe(
      z.union([z.string(), z.number(), z.boolean()]),
      z.transform((value) => String(value)),
    ),
  ),
  undefined,
);
export const optionalFlag = z.catch(z.optional(z.boolean()), undefined);
export const optionalPage = z.catch(z.optional(z.int().check(z.gte(1))), undefined);

/** What every list keeps in its address; a feature extends it with its own filters. */
export const listSearch = z.object({
  q: optionalText,
  sort: optionalText,
  page: optionalPage,
  after: optionalText,
});

interface Paged {
  page?: number | undefined;
  after?: string | undefined;
}

/**
 * A list's filters, order and page, kept in the address: reload, Back and a pasted link give the
 * same rows. Whatever changes but the page leads to the first one.
 */
export function useListSearch<Search extends Paged>(): [
  Search,
  (change: Partial<Search>) => Promise<void>,
] {
  // The route of the page has checked it against the schema that Search is the type of.
  const found = useSearch({ strict: false });
  const search = found as Search;
  const navigate = useNavigate();
  const setSearch = (change: Partial<Search>) => {
    const next = { ...search, page: undefined, after: undefined, ...change };
    const kept = Object.entries(next).filter(([, value]) => value !== undefined && value !== "");
    return navigate({ to: ".", search: Object.fromEntries(kept), resetScroll: false });
  };
  return [search, setSearch];
}
