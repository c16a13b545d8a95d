/** A page of a list, and what its headers say of the rest. */
export interface Page<T> {
  items: T[];
  total: number;
  /** Where the next page begins; `null` on the last one, and in lists that have page numbers. */
  nextCursor: string | null;
}

export const PAGE_SIZE = 50;

export function unwrapPage<T>({ data, response }: { data?: T[]; response: Response }): Page<T> {
  const items = data ?? [];
  return {
    items,
    total: Number(response.headers.get("X-Total-Count") ?? items.length),
    nextCursor: response.headers.get("X-Next-Cursor"),
  };
}
