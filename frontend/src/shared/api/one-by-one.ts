import { toApiError } from "./errors";

export interface Outcome<Item> {
  done: Item[];
  refused: { item: Item; reason: string }[];
}

/** Do it to one after the other: what one is refused for is no reason to leave the others. */
export async function oneByOne<Item>(
  items: readonly Item[],
  deed: (item: Item) => Promise<unknown>,
): Promise<Outcome<Item>> {
  const outcome: Outcome<Item> = { done: [], refused: [] };
  for (const item of items) {
    try {
      await deed(item);
      outcome.done.push(item);
    } catch (error) {
      outcome.refused.push({ item, reason: toApiError(error).message });
    }
  }
  return outcome;
}
