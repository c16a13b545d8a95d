import { screen } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { DataTable } from "@/shared/table/data-table";
import { PreferencesPage } from "./preferences-page";

const ROWS = (
  <DataTable
    caption="Fruits"
    rows={["apple"]}
    columns={[{ id: "name", header: "Name", isTitle: true, cell: (name) => name }]}
    rowId={(name) => name}
  />
);

test("rows of tables are as close together as was chosen, from now on", async () => {
  const preferences = <PreferencesPage onLanguage={() => {}} />;
  const shown = renderPage(
    <>
      {preferences}
      {ROWS}
    </>,
  );
  const frame = async () => (await screen.findByRole("table")).parentElement;
  expect(await frame()).toHaveAttribute("data-density", "comfortable");
  await shown.user.click(screen.getByRole("combobox", { name: "Rows of tables" }));
  await shown.user.click(await screen.findByRole("option", { name: "Compact" }));
  expect(await frame()).toHaveAttribute("data-density", "compact");
  shown.unmount();
  renderPage(ROWS);
  expect(await frame()).toHaveAttribute("data-density", "compact");
});
