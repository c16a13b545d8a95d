import { formatHidden, hideableOf, parseHidden, visibleOf, withToggled } from "./column-choice";
import type { Column } from "./types";

const ids = (columns: readonly Column<string>[]) => columns.map(({ id }) => id);

const COLUMNS: Column<string>[] = ["time", "actor", "resource", "result"].map((id) => ({
  id,
  header: id,
  isTitle: id === "resource",
  cell: (row) => row,
}));

test("the first column and the one that names the rows are always there", () => {
  expect(ids(hideableOf(COLUMNS))).toEqual(["actor", "result"]);
  expect(ids(visibleOf(COLUMNS, ["time", "resource", "actor"]))).toEqual([
    "time",
    "resource",
    "result",
  ]);
});

test("ids that no column has hide nothing, and stay remembered for when one has", () => {
  expect(visibleOf(COLUMNS, ["storage"])).toEqual(COLUMNS);
  expect(withToggled(["storage"], "actor")).toEqual(["storage", "actor"]);
  expect(withToggled(["storage", "actor"], "actor")).toEqual(["storage"]);
});

test("what is remembered is read again, and what something else wrote counts as nothing", () => {
  expect(parseHidden(formatHidden(["actor", "last-pull"]))).toEqual(["actor", "last-pull"]);
  expect(parseHidden(formatHidden([]))).toEqual([]);
  for (const text of [null, "", " ", '["actor"]', "{", "actor,result", "actor  result"]) {
    expect(parseHidden(text)).toEqual([]);
  }
});
