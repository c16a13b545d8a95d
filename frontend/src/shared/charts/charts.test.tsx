import { screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { ChartFrame } from "./chart-frame";
import { SizeBars } from "./size-bars";
import { nearest, TimeSeries } from "./time-series";
import { Treemap } from "./treemap";

const POINTS = [1, 2, 4].map((day) => ({ time: new Date(Date.UTC(2026, 0, day)), value: day }));

test("a chart has words, and a table of the same numbers", async () => {
  const { user } = renderPage(
    <ChartFrame
      title="Pulls"
      summary="7 pulls in 4 days"
      table={{
        headers: ["Day", "Pulls"],
        rows: POINTS.map(({ value }) => [`Jan ${value}`, value]),
      }}
    >
      <TimeSeries series={[{ name: "pulls", points: POINTS }]} />
    </ChartFrame>,
  );
  expect(await screen.findByText("7 pulls in 4 days")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Show as table" }));
  const row = screen.getByRole("row", { name: "Jan 4 4" });
  expect(within(row).getByRole("cell", { name: "4" })).toBeVisible();
});

test("a tile says what it is, and opens by key", async () => {
  const opened: string[] = [];
  const { user } = renderPage(
    <Treemap
      label="Storage"
      tiles={[
        { id: "a", name: "acme", value: 3, text: "3 GiB" },
        { id: "b", name: "library", value: 1, text: "1 GiB" },
      ]}
      onOpen={(id) => opened.push(id)}
    />,
  );
  const tile = await screen.findByRole("button", { name: "acme: 3 GiB" });
  tile.focus();
  await user.keyboard("{Enter}");
  expect(opened).toEqual(["a"]);
  const other = screen.getByRole("button", { name: "library: 1 GiB" });
  const area = (element: Element) =>
    Number(element.getAttribute("width")) * Number(element.getAttribute("height"));
  expect(area(tile) / area(other)).toBeCloseTo(3);
});

test("a bar is as long as its part of the whole", async () => {
  renderPage(<SizeBars full={200} bars={[{ id: "a", name: "acme", value: 50, text: "50 B" }]} />);
  const item = await screen.findByRole("listitem");
  expect(item).toHaveTextContent("acme50 B");
  expect(item.querySelector("rect:last-of-type")).toHaveAttribute("width", "25");
});

test("the nearest point is found, and none of none", () => {
  expect(nearest(POINTS, new Date(Date.UTC(2026, 0, 3, 1)))).toBe(2);
  expect(nearest([], new Date())).toBeNull();
});
