import { screen } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { Pager } from "./pager";

test.each([
  [130, 3],
  [7, 1],
])("behind the last of %d rows' pages is a way back to it", async (total, last) => {
  const asked: number[] = [];
  const { user } = renderPage(
    <Pager total={total} page={99} onPage={(page) => asked.push(page)} />,
  );
  await user.click(await screen.findByRole("button", { name: "Last page" }));
  expect(asked).toEqual([last]);
});

test("large numbers are written with their groups", async () => {
  renderPage(<Pager total={20_000} page={30} onPage={() => undefined} />);
  expect(await screen.findByText("1,451–1,500 of 20,000")).toBeVisible();
});
