import * as z from "zod/mini";
import { optionalText } from "@/shared/table/use-list-search";

/** Which tag's history is shown, and from which line on. */
export const historySearch = z.object({ tag: optionalText, after: optionalText });
export type HistorySearch = z.infer<typeof historySearch>;
