import { screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server } from "@tests/server";
import { HttpResponse, http } from "msw";
import { RetentionPage } from "./retention-page";
import { aPolicy, aRule, aRun } from "./sample";
import { API, ROOT, serve } from "./sample-server";

test("what stays and what goes is told with the rule that says so and the bytes", async () => {
  serve({ policy: aPolicy(aRule()) });
  renderPage(<RetentionPage project="acme" />, "/projects/acme/retention");
  const words =
    "The 3 most recently pushed artifacts with a tag that matches “v*”, in every repository.";
  expect(await screen.findByText(words)).toBeVisible();
  const table = await screen.findByRole("table", { name: "Preview" });
  const [gone, kept] = within(table).getAllByRole("row").slice(1);
  expect(gone).toHaveTextContent(/v1shop@3f1c3f1c3f1cDeleteNo rule keeps it.*never pulled1 KiB/);
  expect(kept).toHaveTextContent(
    /v2, v3, v4 and 2 more.*KeepRule 1: The 3 most recently pushed artifacts.*–/,
  );
  const sums = screen.getAllByRole("status").map((each) => each.textContent);
  expect(sums).toContain("Would be deleted1Kept1Would be freed1 KiBRepositories1");
  expect(screen.queryByRole("region", { name: "The rules are not saved" })).toBeNull();
});

test("what the preview lists is narrowed to what goes", async () => {
  const now = serve({ policy: aPolicy(aRule()) });
  const address = "/projects/acme/retention";
  const { user, router } = renderPage(<RetentionPage project="acme" />, address);
  await user.click(await screen.findByRole("radio", { name: "Deleted 1" }));
  await vi.waitFor(() => expect(now.previews.at(-1)?.verdict).toBe("DEL"));
  expect(router.state.location.search).toEqual({ shown: "DEL" });
});

test("a run is asked about with what it deletes, begun, and its page follows", async () => {
  const now = serve({ policy: aPolicy(aRule()), runs: [aRun({ dry_run: true })] });
  server.use(
    http.get(`${API}/systeminfo`, () => HttpResponse.json({ trash_days: 7 })),
    http.post(`${ROOT}/5/executions`, async ({ request }) => {
      now.sent.push(await request.json());
      return new HttpResponse(null, {
        status: 201,
        headers: { Location: `${ROOT}/5/executions/13` },
      });
    }),
  );
  const { user, router } = renderPage(<RetentionPage project="acme" />, "/projects/acme/retention");
  const history = await screen.findByRole("table", { name: "Runs" });
  expect(within(history).getByRole("row", { name: /Run 12.*would be 1 of 2/ })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Run now" }));
  const dialog = await screen.findByRole("dialog", { name: "Run the rules" });
  expect(await within(dialog).findByText(/^1 of 2 artifacts would be deleted/)).toBeVisible();
  await user.click(within(dialog).getByRole("button", { name: "Delete them" }));
  await vi.waitFor(() =>
    expect(router.state.location.pathname).toBe("/projects/acme/retention/runs/13"),
  );
  expect(now.sent).toEqual([{ dry_run: false }]);
});

test("a schedule is set, and leaves the rules alone", async () => {
  const now = serve({ policy: aPolicy(aRule()) });
  const { user } = renderPage(<RetentionPage project="acme" />, "/projects/acme/retention");
  await user.click(await screen.findByRole("button", { name: "Change" }));
  const drawer = await screen.findByRole("dialog", { name: "Schedule" });
  await user.click(within(drawer).getByRole("combobox", { name: "Runs" }));
  await user.click(await screen.findByRole("option", { name: "Every day" }));
  await user.click(within(drawer).getByRole("button", { name: "Save the schedule" }));
  expect(await screen.findByText("The schedule is saved")).toBeVisible();
  const settings = { cron: "0 0 0 * * *", time_zone: "UTC" };
  expect(now.sent).toEqual([{ trigger: { kind: "Schedule", settings } }]);
});

test("whoever may only look changes nothing", async () => {
  serve({ policy: aPolicy(aRule()), actions: ["tag-retention:read", "tag-retention:list"] });
  renderPage(<RetentionPage project="acme" />, "/projects/acme/retention");
  expect(await screen.findByText(/^The 3 most recently pushed artifacts/)).toBeVisible();
  for (const name of ["Add a rule", "Edit Rule 1", "Run now", "Change"]) {
    expect(screen.queryByRole("button", { name })).toBeNull();
  }
});

test("whoever may not see it is told so", async () => {
  serve({ policy: aPolicy(aRule()), actions: [] });
  renderPage(<RetentionPage project="acme" />, "/projects/acme/retention");
  expect(await screen.findByText("You may not see this")).toBeVisible();
});
