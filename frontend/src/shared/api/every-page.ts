import type { Page } from "./pagination";

/** All that a list with page numbers has, page after page. */
export async function everyPage<T>(ask: (page: number) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = [];
  for (let page = 1; ; page += 1) {
    const { items, total } = await ask(page);
    found.push(...items);
    if (items.length === 0 || found.length >= total) return found;
  }
}

export interface Found<T> {
  items: T[];
  /** Whether there are no more: else the list goes on, and nobody looked there. */
  isAll: boolean;
}

/**
 * The first *wanted* items of a list that goes on behind a cursor. Its pages may be short, or
 * empty, and yet not the last: at most *pages* of them are asked for.
 */
export async function firstOf<T>(
  ask: (after: string) => Promise<Page<T>>,
  { wanted, pages }: { wanted: number; pages: number },
): Promise<Found<T>> {
  const items: T[] = [];
  let after: string | null = "";
  for (let asked = 0; after !== null && items.length < wanted && asked < pages; asked += 1) {
    const page: Page<T> = await ask(after);
    items.push(...page.items);
    after = page.nextCursor;
  }
  return { items: items.slice(0, wanted), isAll: after === null && items.length <= wanted };
}
