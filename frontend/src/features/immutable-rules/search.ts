import * as z from "zod/mini";

export const ruleSearch = z.object({
  /** The rule whose form is open, by its id, or `new`. */
  edit: z.catch(z.optional(z.union([z.literal("new"), z.int()])), undefined),
});
export type RuleSearch = z.infer<typeof ruleSearch>;
