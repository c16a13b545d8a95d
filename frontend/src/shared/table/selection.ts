export type Ids = ReadonlySet<string>;

export function toggle(selected: Ids, id: string): Ids {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** All of *ids*, or none where all are selected; what is selected on other pages stays. */
export function toggleAll(selected: Ids, ids: readonly string[]): Ids {
  const next = new Set(selected);
  const isAll = ids.every((id) => next.has(id));
  for (const id of ids) {
    if (isAll) next.delete(id);
    else next.add(id);
  }
  return next;
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
