import { screen } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { CronEditor } from "./cron-editor";
import { newDraft } from "./draft";

const MINUTE = 60_000;

function show(lasted: number | null, singleActive: boolean) {
  const draft = { ...newDraft(), cron: "0 */10 * * * *", zone: "UTC", singleActive };
  renderPage(<CronEditor draft={draft} onChange={() => undefined} isBad={false} lasted={lasted} />);
}

test("runs that take longer than they are apart are warned of", async () => {
  show(12 * MINUTE, false);
  expect(await screen.findByText(/Runs would overlap: the last one took 12/)).toBeVisible();
});

test("where one runs at a time, some would be left out", async () => {
  show(12 * MINUTE, true);
  expect(await screen.findByText(/Some would be left out/)).toBeVisible();
});

test.each([9 * MINUTE, null])("nothing is said of a last run of %s", async (lasted) => {
  show(lasted, false);
  expect(await screen.findByRole("list", { name: "Next runs" })).toBeVisible();
  expect(screen.queryByText(/would overlap/)).toBeNull();
});
