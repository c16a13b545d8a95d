export type Ids = ReadonlySet<string>;

export function toggle(selected: Ids, id: string): Ids {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** All of *ids*, or none where all are selected. */
export function toggleAll(selected: Ids, ids: readonly string[]): Ids {
  return new Set(ids.every((id) => selected.has(id)) ? [] : ids);
}

/** Those of *ids* that are selected. */
export function shownOf(selected: Ids, ids: readonly string[]): Ids {
  return new Set(ids.filter((id) => selected.has(id)));
}

/** From the last one touched to this one, as a shifted click does. */
export function selectRange(selected: Ids, ids: readonly string[], from: string, to: string): Ids {
  const [start, end] = [ids.indexOf(from), ids.indexOf(to)].sort((a, b) => a - b);
  if (start === undefined || end === undefined || start < 0) return toggle(selected, to);
  return new Set([...selected, ...ids.slice(start, end + 1)]);
}

/** The order that a click on a column's header asks for: ascending first, then descending. */
export function nextSort(sort: string | undefined, key: string): string {
  return sort === key ? `-${key}` : key;
}
