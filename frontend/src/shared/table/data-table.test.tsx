import { screen, waitFor, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { useState } from "react";
import { DataTable } from "./data-table";
import { nextSort, selectRange, toggleAll } from "./selection";
import type { Column } from "./types";

interface Fruit {
  name: string;
  weight: number;
}

const COLUMNS: Column<Fruit>[] = [
  { id: "name", header: "Name", sortKey: "name", isTitle: true, cell: ({ name }) => name },
  { id: "weight", header: "Weight", align: "end", cell: ({ weight }) => weight },
];

function fruits(count: number): Fruit[] {
  return Array.from({ length: count }, (_, index) => ({ name: `fruit-${index}`, weight: index }));
}

interface Props {
  count: number;
  onSort?: (sort: string) => void;
  onOpen?: (row: Fruit) => void;
}

function FruitTable({ count, onSort, onOpen }: Props) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <DataTable
        caption="Fruits"
        rows={fruits(count)}
        columns={COLUMNS}
        rowId={({ name }) => name}
        sort="name"
        details={({ name }) => `about ${name}`}
        selection={{ selected, onChange: setSelected }}
        {...(onSort ? { onSort } : {})}
        {...(onOpen ? { onOpen } : {})}
      />
      <output aria-label="selected">{[...selected].join(" ")}</output>
    </>
  );
}

function Shrinking() {
  const [count, setCount] = useState(3);
  return (
    <>
      <button type="button" onClick={() => setCount(2)}>
        Filter
      </button>
      <button type="button" onClick={() => setCount(3)}>
        Clear
      </button>
      <FruitTable count={count} />
    </>
  );
}

test("it is a table with a name, row headers, and an order that a click reverses", async () => {
  const sorts: string[] = [];
  const { user } = renderPage(<FruitTable count={3} onSort={(sort) => sorts.push(sort)} />);
  const table = await screen.findByRole("table", { name: "Fruits" });
  expect(within(table).getByRole("rowheader", { name: "fruit-1" })).toBeVisible();
  const header = within(table).getByRole("columnheader", { name: "Name" });
  expect(header).toHaveAttribute("aria-sort", "ascending");
  await user.click(within(header).getByRole("button"));
  expect(sorts).toEqual(["-name"]);
});

test("keys move, select, expand and open", async () => {
  const opened: string[] = [];
  const { user } = renderPage(<FruitTable count={3} onOpen={({ name }) => opened.push(name)} />);
  const [, first, second, third] = await screen.findAllByRole("row");
  first?.focus();
  await user.keyboard("j");
  await waitFor(() => expect(second).toHaveFocus());
  await user.keyboard("x{Enter}");
  expect(screen.getByRole("status", { name: "selected" })).toHaveTextContent("fruit-1");
  expect(opened).toEqual(["fruit-1"]);
  await user.keyboard("{ArrowDown}");
  await waitFor(() => expect(third).toHaveFocus());
  await user.keyboard("{Shift>}X{/Shift}");
  expect(screen.getByRole("status", { name: "selected" })).toHaveTextContent("fruit-1 fruit-2");
  await user.keyboard("{ArrowRight}");
  expect(screen.getByText("about fruit-2")).toBeVisible();
});

test("of many rows only some are there, and it says how many there are", async () => {
  renderPage(<FruitTable count={10_000} />);
  const table = await screen.findByRole("table", { name: "Fruits" });
  expect(table).toHaveAttribute("aria-rowcount", "10001");
  expect(within(table).getAllByRole("row").length).toBeLessThan(80);
});

test("all of a page are selected, then none", () => {
  const all = toggleAll(new Set(["a"]), ["a", "b"]);
  expect([...all]).toEqual(["a", "b"]);
  expect([...toggleAll(all, ["a", "b"])]).toEqual([]);
});

test("rows that leave the list are not chosen any more", async () => {
  const { user } = renderPage(<Shrinking />);
  for (const name of ["fruit-0", "fruit-2"]) {
    await user.click(await screen.findByRole("checkbox", { name: `Select ${name}` }));
  }
  expect(screen.getByRole("status", { name: "selected" })).toHaveTextContent("fruit-0 fruit-2");
  await user.click(screen.getByRole("button", { name: "Filter" }));
  expect(screen.getByRole("status", { name: "selected" })).toHaveTextContent(/^fruit-0$/);
  await user.click(screen.getByRole("button", { name: "Clear" }));
  expect(screen.getByRole("status", { name: "selected" })).toHaveTextContent(/^fruit-0$/);
});

test("a range goes either way", () => {
  expect([...selectRange(new Set(), ["a", "b", "c"], "c", "a")]).toEqual(["a", "b", "c"]);
  expect([...selectRange(new Set(), ["a", "b"], "gone", "b")]).toEqual(["b"]);
});

test("a second click on a header descends", () => {
  expect(nextSort("-name", "name")).toBe("name");
  expect(nextSort("name", "name")).toBe("-name");
  expect(nextSort(undefined, "name")).toBe("name");
});
