import * as z from "zod/mini";
import { optionalText } from "@/shared/table/use-list-search";

export const settingsSearch = z.object({
  q: optionalText,
  /** The setting that a link leads to. */
  key: optionalText,
});
export type SettingsSearch = z.infer<typeof settingsSearch>;
