import * as z from "zod/mini";
import { optionalFlag, optionalText } from "@/shared/table/use-list-search";

export const RANGES = ["1h", "24h", "7d", "30d", "all"] as const;
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = "24h";

export const RESULTS = ["succeeded", "failed"] as const;
export const KINDS = ["user", "robot"] as const;

const optionalTime = z.catch(z.optional(z.iso.datetime({ offset: true })), undefined);

/** What the log keeps in its address. Several values of one filter have commas between them. */
export const auditSearch = z.object({
  range: z.catch(z.optional(z.enum(RANGES)), undefined),
  from: optionalTime,
  to: optionalTime,
  text: optionalText,
  username: optionalText,
  operation: optionalText,
  type: optionalText,
  resource: optionalText,
  result: z.catch(z.optional(z.enum(RESULTS)), undefined),
  address: optionalText,
  credential: optionalText,
  kind: z.catch(z.optional(z.enum(KINDS)), undefined),
  request: optionalText,
  follow: optionalFlag,
  after: optionalText,
  /** The entry that is open beside the log. */
  entry: z.catch(z.optional(z.int().check(z.gte(1))), undefined),
});
export type AuditSearch = z.infer<typeof auditSearch>;

/** The filters beside the range of time; each is a chip while it is set. */
export const FILTERS = [
  "text",
  "username",
  "operation",
  "type",
  "resource",
  "result",
  "address",
  "credential",
  "kind",
  "request",
] as const satisfies readonly (keyof AuditSearch)[];

export const NO_FILTERS: Partial<AuditSearch> = Object.fromEntries(
  ["range", "from", "to", ...FILTERS].map((name) => [name, undefined]),
);
