import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
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

/** Whether one text was typed on, or back: that is no step of its own for Back. */
export function isTypedOn(before: object, next: object): boolean {
  const was = new Map<string, unknown>(Object.entries(before));
  const is = new Map<string, unknown>(Object.entries(next));
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter(
    (key) => !PLACES.has(key) && was.get(key) !== is.get(key),
  );
  const [old, text] = [was.get(changed[0] ?? ""), is.get(changed[0] ?? "")];
  if (changed.length !== 1 || old === undefined || typeof text !== "string") return false;
  return text.startsWith(String(old)) || String(old).startsWith(text);
}

const PLACES = new Set(["page", "after"]);

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
  const router = useRouter();
  const setSearch = (change: Partial<Search>) => {
    // What was asked for last, which the page may not show yet.
    const before = router.latestLocation.search;
    const next = { ...before, page: undefined, after: undefined, ...change };
    const kept = Object.fromEntries(
      Object.entries(next).filter(([, value]) => value !== undefined && value !== ""),
    );
    const replace = isTypedOn(before, kept);
    return navigate({ to: ".", search: kept, resetScroll: false, replace });
  };
  return [search, setSearch];
}
