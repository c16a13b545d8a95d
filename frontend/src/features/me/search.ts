import * as z from "zod/mini";
import { optionalFlag, optionalText } from "@/shared/table/use-list-search";

/** What the list of one's tokens keeps in its address. */
export const tokenSearch = z.object({ sort: optionalText, creating: optionalFlag });
export type TokenSearch = z.infer<typeof tokenSearch>;
