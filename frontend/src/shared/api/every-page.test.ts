import { everyPage, firstOf } from "./every-page";
import type { Page } from "./pagination";

function page<T>(items: T[], rest: Partial<Page<T>> = {}): Page<T> {
  return { items, total: items.length, nextCursor: null, ...rest };
}

test("a list is read to its end, and no further where it has become shorter meanwhile", async () => {
  const pages = [page([1, 2], { total: 3 }), page([3], { total: 3 })];
  expect(await everyPage(async (number) => pages[number - 1] ?? page([]))).toEqual([1, 2, 3]);
  const shrunk = [page([1, 2], { total: 3 }), page([], { total: 3 })];
  expect(await everyPage(async (number) => shrunk[number - 1] ?? page([]))).toEqual([1, 2]);
});

test("an empty page is not the end where there is a cursor", async () => {
  const pages = new Map([
    ["", page<string>([], { nextCursor: "a" })],
    ["a", page(["x", "y"], { nextCursor: "b" })],
    ["b", page(["z"])],
  ]);
  const ask = async (after: string) => pages.get(after) ?? page<string>([]);
  expect(await firstOf(ask, { wanted: 1, pages: 5 })).toEqual({ items: ["x"], isAll: false });
  expect(await firstOf(ask, { wanted: 3, pages: 5 })).toEqual({
    items: ["x", "y", "z"],
    isAll: true,
  });
  expect(await firstOf(ask, { wanted: 1, pages: 1 })).toEqual({ items: [], isAll: false });
});
