import * as z from "zod/mini";
import { listSearch, optionalText } from "@/shared/table/use-list-search";

export const TYPES = ["IMAGE", "CHART", "SBOM", "WASM", "CNAB", "CNAI"] as const;
export const IDLE_DAYS = ["30", "90", "365"] as const;
export const SIGNED = ["yes", "no"] as const;

/** What the list of a repository's tags keeps in its address. */
export const tagSearch = z.extend(listSearch, {
  type: z.catch(z.optional(z.enum(TYPES)), undefined),
  signed: z.catch(z.optional(z.enum(SIGNED)), undefined),
  /** The id of a label. */
  label: z.catch(z.optional(z.int()), undefined),
  /** Not pulled for so many days, or never. */
  idle: z.catch(z.optional(z.enum(IDLE_DAYS)), undefined),
  /** Only the tags of this digest. */
  digest: optionalText,
  view: z.catch(z.optional(z.enum(["artifacts"])), undefined),
});
export type TagSearch = z.infer<typeof tagSearch>;

/** What to set to see everything again. */
export const NO_FILTERS: Partial<TagSearch> = {
  q: undefined,
  type: undefined,
  signed: undefined,
  label: undefined,
  idle: undefined,
  digest: undefined,
};

export function isFiltered(search: TagSearch): boolean {
  return Object.keys(NO_FILTERS).some((name) => search[name as keyof TagSearch] !== undefined);
}
