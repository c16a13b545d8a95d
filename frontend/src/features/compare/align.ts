/** One of each list that are the same, or one of either alone. */
export type Pair<T> = readonly [T, T] | readonly [T, undefined] | readonly [undefined, T];

/** How many comparisons are worth it; beyond that, what lies between equal ends is told as other. */
const MOST_COMPARISONS = 1_000_000;

type IsSame<T> = (one: T, other: T) => boolean;

/**
 * Two lists laid side by side, as many of their items as possible in pairs and all in the order
 * of either list. Where both have others, those of the first list come first.
 */
export function align<T>(base: readonly T[], head: readonly T[], isSame: IsSame<T>): Pair<T>[] {
  const prefix = equalFrom(base, head, isSame);
  const [restOfBase, restOfHead] = [base.slice(prefix.length), head.slice(prefix.length)];
  const suffix = equalFrom([...restOfBase].reverse(), [...restOfHead].reverse(), isSame).reverse();
  const between = [restOfBase, restOfHead].map((rest) =>
    rest.slice(0, rest.length - suffix.length),
  );
  return [...prefix, ...alignMiddle(between[0] ?? [], between[1] ?? [], isSame), ...suffix];
}

function equalFrom<T>(base: readonly T[], head: readonly T[], isSame: IsSame<T>): Pair<T>[] {
  const found: Pair<T>[] = [];
  for (const [at, one] of base.entries()) {
    const other = head[at];
    if (other === undefined || !isSame(one, other)) break;
    found.push([one, other]);
  }
  return found;
}

function alignMiddle<T>(base: readonly T[], head: readonly T[], isSame: IsSame<T>): Pair<T>[] {
  if (base.length * head.length > MOST_COMPARISONS) return apart(base, head);
  const longest = longestCommon(base, head, isSame);
  const found: Pair<T>[] = [];
  let [row, column] = [0, 0];
  for (;;) {
    const [one, other] = [base[row], head[column]];
    if (one === undefined || other === undefined) {
      return [...found, ...apart(base.slice(row), head.slice(column))];
    }
    if (isSame(one, other)) {
      found.push([one, other]);
      row += 1;
      column += 1;
    } else if (longest(row + 1, column) >= longest(row, column + 1)) {
      found.push([one, undefined]);
      row += 1;
    } else {
      found.push([undefined, other]);
      column += 1;
    }
  }
}

function apart<T>(base: readonly T[], head: readonly T[]): Pair<T>[] {
  return [
    ...base.map((one): Pair<T> => [one, undefined]),
    ...head.map((other): Pair<T> => [undefined, other]),
  ];
}

/** How many pairs there are at most from a place of either list on. */
function longestCommon<T>(base: readonly T[], head: readonly T[], isSame: IsSame<T>) {
  const width = head.length + 1;
  const table = new Uint32Array((base.length + 1) * width);
  const at = (row: number, column: number) => table[row * width + column] ?? 0;
  for (let row = base.length - 1; row >= 0; row -= 1) {
    for (let column = head.length - 1; column >= 0; column -= 1) {
      const isPair = isSame(base[row] as T, head[column] as T);
      table[row * width + column] = isPair
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  return at;
}
