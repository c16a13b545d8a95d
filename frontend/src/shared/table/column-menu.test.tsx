import { useQuery } from "@tanstack/react-query";
import { screen, waitFor, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { sessionQueries } from "@/shared/api/session";
import { DataTable } from "./data-table";
import type { Column } from "./types";

interface Fruit {
  name: string;
  weight: number;
  colour: string;
}

const COLUMNS: Column<Fruit>[] = [
  { id: "name", header: "Name", isTitle: true, cell: ({ name }) => name },
  { id: "weight", header: "Weight", sortKey: "weight", cell: ({ weight }) => weight },
  { id: "colour", header: "Colour", cell: ({ colour }) => colour },
];
const PEAR: Fruit = { name: "pear", weight: 7, colour: "green" };

function Who() {
  const { data } = useQuery(sessionQueries.user());
  return <output aria-label="user">{data?.username}</output>;
}

function Fruits() {
  return (
    <DataTable
      caption="Fruits"
      choice="fruits"
      rows={[PEAR]}
      columns={COLUMNS}
      rowId={({ name }) => name}
      sort="-weight"
      onSort={() => undefined}
      selection={{ selected: new Set(), onChange: () => undefined }}
      actions={() => <button type="button">Eat</button>}
      details={() => "sweet"}
    />
  );
}

/** The table as *username* has it in this browser, once it is known that it is they. */
async function show(username: string) {
  server.use(...session({ username }));
  const shown = renderPage(
    <>
      <Who />
      <Fruits />
    </>,
  );
  await waitFor(() => expect(screen.getByLabelText("user")).toHaveTextContent(username));
  return shown;
}

function expectHeaders(...names: string[]): void {
  const headers = screen.getAllByRole("columnheader").map(({ textContent }) => textContent);
  expect(headers).toEqual(["Details", "", ...names, "Actions"]);
}

const remembered = (username: string) => localStorage.getItem(`console.columns.fruits.${username}`);

beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());

test("columns are hidden and shown by keyboard, and all but what names the rows can be", async () => {
  const { user } = await show("dora");
  expectHeaders("Name", "Weight", "Colour");
  const button = screen.getByRole("button", { name: "Columns" });
  expect(button).toHaveAttribute("aria-haspopup", "menu");
  button.focus();
  await user.keyboard("{Enter}");
  const menu = await screen.findByRole("menu");
  const items = within(menu).getAllByRole("menuitemcheckbox");
  expect(items.map(({ textContent }) => textContent)).toEqual(["Weight", "Colour"]);
  expect(within(menu).getByRole("menuitem", { name: "Show all" })).toBeDisabled();

  await user.keyboard("{ArrowDown}");
  expect(items[0]).toHaveFocus();
  await user.keyboard(" ");
  expectHeaders("Name", "Colour");
  expect(items[0]).toHaveAttribute("aria-checked", "false");
  expect(screen.queryByRole("cell", { name: "7" })).not.toBeInTheDocument();
  await user.keyboard("{ArrowDown}{Enter}");
  expectHeaders("Name");
  expect(remembered("dora")).toBe("weight colour");

  await user.keyboard("{ArrowDown}{Enter}");
  expectHeaders("Name", "Weight", "Colour");
  expect(remembered("dora")).toBe("");
  await waitFor(() => expect(button).toHaveFocus());
});

test("each has their own choice, and the button tells how many it hides", async () => {
  localStorage.setItem("console.columns.fruits.dora", "weight");
  localStorage.setItem("console.columns.fruits.gus", "colour");
  const { unmount } = await show("dora");
  expectHeaders("Name", "Colour");
  expect(screen.getByRole("button", { name: "Columns, 1 hidden" })).toBeVisible();
  unmount();
  const { unmount: leave } = await show("gus");
  expectHeaders("Name", "Weight");
  leave();
  await show("petra");
  expectHeaders("Name", "Weight", "Colour");
  expect(screen.getByRole("button", { name: "Columns" })).toBeVisible();
});

test.each(["name", "taste", '{"weight":', "weight,colour"])("%s hides nothing", async (text) => {
  localStorage.setItem("console.columns.fruits.dora", text);
  await show("dora");
  expectHeaders("Name", "Weight", "Colour");
  expect(screen.getByRole("button", { name: "Columns" })).toBeVisible();
});

test("a card has no line of what is hidden", async () => {
  vi.spyOn(window, "matchMedia").mockImplementation(
    (query) =>
      ({ matches: true, media: query, addEventListener() {}, removeEventListener() {} }) as never,
  );
  localStorage.setItem("console.columns.fruits.dora", "weight");
  await show("dora");
  const card = screen.getByRole("listitem");
  expect(within(card).queryByText("Weight")).not.toBeInTheDocument();
  expect(within(card).getByText("Colour")).toBeVisible();
  expect(within(card).getByText("green")).toBeVisible();
  expect(screen.getByRole("button", { name: "Columns, 1 hidden" })).toBeVisible();
});
