import { useSearch } from "@tanstack/react-router";
import * as z from "zod/mini";
import {
  optionalFlag,
  optionalPage,
  optionalText,
  useListSearch,
} from "@/shared/table/use-list-search";

export const TABS = [
  "overview",
  "readme",
  "values",
  "dependencies",
  "layers",
  "manifest",
  "referrers",
  "tags",
] as const;
export type Tab = (typeof TABS)[number];

/** What the page of an artifact keeps in its address. */
export const artifactSearch = z.object({
  tab: z.catch(z.optional(z.enum(TABS)), undefined),
  /** Of an index: the platform whose image the tabs show. */
  platform: optionalText,
  /** Whether the steps that added no bytes stand among the layers. */
  steps: optionalFlag,
  /** Of the tags or the referrers. */
  page: optionalPage,
  sort: optionalText,
});
export type ArtifactSearch = z.infer<typeof artifactSearch>;

/** The address may belong to a route of several pages, which knows more or less than this one. */
export function useArtifactSearch(): [
  ArtifactSearch,
  (change: Partial<ArtifactSearch>) => Promise<void>,
] {
  const [, setSearch] = useListSearch<ArtifactSearch>();
  const found: unknown = useSearch({ strict: false });
  return [artifactSearch.parse(found), setSearch];
}
