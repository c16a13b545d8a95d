import { screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server } from "@tests/server";
import { HttpResponse, http } from "msw";
import { GcPage } from "./gc-page";
import type { Run } from "./model";
import { aRun, aSummary } from "./sample";

const GC = `${location.origin}/api/v2.0/system/gc`;
const DIGEST = `sha256:${"3f1c".repeat(16)}`;
const ADMIN = { username: "admin", sysadmin_flag: true };
const NO_SCHEDULE = {
  schedule: { type: "None", cron: "", time_zone: "UTC", next_scheduled_time: null },
  parameters: {},
  coming: [],
};

const NOTHING_WAITS = {
  due: 0,
  days: [],
  untagged: null,
  uploads: { count: 0, bytes: 0, oldest: null },
};

function serve(runs: Run[], schedule: object = NO_SCHEDULE, waiting: object = NOTHING_WAITS): void {
  server.use(
    http.get(GC, () => HttpResponse.json(runs, { headers: { "X-Total-Count": `${runs.length}` } })),
    http.get(`${GC}/schedule`, () => HttpResponse.json(schedule)),
    http.get(`${GC}/waiting`, () => HttpResponse.json(waiting)),
    http.get(`${location.origin}/api/v2.0/session`, () =>
      HttpResponse.json({ user: ADMIN, system: { trash_days: 7 } }),
    ),
    http.get(`${location.origin}/api/v2.0/systeminfo`, () => HttpResponse.json({ trash_days: 7 })),
  );
}

test("without a run the page says what a dry run does", async () => {
  serve([]);
  renderPage(<GcPage />, "/admin/gc");
  expect(await screen.findByText("No run yet")).toBeVisible();
  expect(await screen.findByText(/runs only when somebody starts it/)).toBeVisible();
  expect(screen.queryByRole("table")).toBeNull();
});

test("what waits is told: the trash by days, untagged artifacts and uploads", async () => {
  serve([], NO_SCHEDULE, {
    due: 3,
    days: [{ day: "2026-11-28", count: 1200 }],
    untagged: { run_id: 9, found_at: "2026-11-20T10:00:00Z", count: 4, bytes: 2048 },
    uploads: { count: 2, bytes: 1024, oldest: "2026-11-20T10:00:00Z" },
  });
  renderPage(<GcPage />, "/admin/gc");
  const part = async (title: string) =>
    (await screen.findByRole("heading", { name: title })).closest("section");
  expect(await part("Manifests in the trash")).toHaveTextContent(/Now3Sat, Nov 281,200/);
  const untagged = await part("Untagged artifacts");
  expect(untagged).toHaveTextContent(/Artifacts4They name, at most2 KiB/);
  expect(within(untagged as HTMLElement).getByRole("link", { name: "Run 9" })).toBeVisible();
  expect(await part("Uploads")).toHaveTextContent(/Under way2Received so far1 KiB/);
});

test("where nothing waits, it says so", async () => {
  serve([]);
  renderPage(<GcPage />, "/admin/gc");
  expect(await screen.findByText("The trash is empty.")).toBeVisible();
  expect(screen.getByText(/No run has looked for them yet/)).toBeVisible();
  expect(screen.getByText("None is under way.")).toBeVisible();
});

test("what the last run freed is told, in the table and in the picture", async () => {
  const dry = { ...aRun({ id: 11, parameters: { dry_run: true } }) };
  serve([aRun(), dry]);
  const { user } = renderPage(<GcPage />, "/admin/gc");
  const table = await screen.findByRole("table", { name: "Runs" });
  const rows = within(table).getAllByRole("row").slice(1);
  expect(rows[0]).toHaveTextContent(/Run 12Full run.*Done.*2 KiB2 KiB/);
  expect(rows[1]).toHaveTextContent(/Run 11Dry run.*2 KiB–/);
  expect(screen.getByText("2 KiB freed by the last run that is remembered.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Show as table" }));
  const twin = screen.getByRole("table", { name: "Freed by each run" });
  expect(within(twin).getByRole("row", { name: /^Run 12 .* 2 KiB$/ })).toBeVisible();
});

test("a run that is under way tells how far it is, and there is no other beside it", async () => {
  serve([
    aRun({
      job_status: "Running",
      end_time: null,
      result: {},
      progress: { done: 20, total: 50 },
    }),
  ]);
  const job = { execution_id: 12, progress: { done: 20, total: 50, rate: 2.5, eta: null } };
  server.use(
    http.get(`${location.origin}/api/v2.0/jobservice/jobs`, () => HttpResponse.json([job])),
  );
  renderPage(<GcPage />, "/admin/gc");
  expect(await screen.findByText("20 of 50 · 2.5 a second")).toBeVisible();
  expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "40");
  expect(screen.getByRole("button", { name: "Stop" })).toBeEnabled();
  expect(screen.getByRole("button", { name: "Dry run" })).toBeDisabled();
});

test("a dry run is asked for with its options, and its page follows", async () => {
  serve([]);
  const sent: unknown[] = [];
  server.use(
    http.post(`${GC}/schedule`, async ({ request }) => {
      sent.push(await request.json());
      const headers = { Location: "/api/v2.0/system/gc/13" };
      return new HttpResponse(null, { status: 201, headers });
    }),
  );
  const { user, router } = renderPage(<GcPage />, "/admin/gc");
  await user.click(await screen.findByRole("button", { name: "Dry run" }));
  const asked = await screen.findByRole("dialog", { name: "Dry run" });
  expect(within(asked).getByText(/less than 7 days ago stays in the trash/)).toBeVisible();
  await user.click(within(asked).getByRole("checkbox", { name: "Delete untagged artifacts too" }));
  await user.click(within(asked).getByRole("button", { name: "Start the dry run" }));
  await vi.waitFor(() => expect(router.state.location.pathname).toBe("/admin/gc/runs/13"));
  expect(sent).toEqual([
    {
      schedule: { type: "Manual" },
      parameters: { delete_untagged: true, dry_run: true, workers: 1 },
    },
  ]);
});

test("a schedule is shown in words with its next runs, and changed", async () => {
  serve([aRun({ result: aSummary })], {
    schedule: { type: "Daily", cron: "0 0 0 * * *", time_zone: "Asia/Shanghai" },
    parameters: { delete_untagged: true },
    coming: ["2026-11-27T16:00:00Z", "2026-11-28T16:00:00Z"],
  });
  const sent: unknown[] = [];
  server.use(
    http.put(`${GC}/schedule`, async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse();
    }),
  );
  const { user } = renderPage(<GcPage />, "/admin/gc");
  expect(await screen.findByText("Every day at 00:00 (Asia/Shanghai)")).toBeVisible();
  const coming = screen.getByRole("list", { name: "Next runs" });
  expect(within(coming).getAllByRole("listitem")).toHaveLength(2);

  await user.click(screen.getByRole("button", { name: "Change" }));
  const drawer = await screen.findByRole("dialog", { name: "Schedule" });
  await user.click(within(drawer).getByRole("combobox", { name: "Runs" }));
  await user.click(await screen.findByRole("option", { name: "By a cron line" }));
  const line = within(drawer).getByRole("textbox", { name: "Cron line" });
  await user.clear(line);
  await user.type(line, "30 2 * * *");
  await user.click(within(drawer).getByRole("button", { name: "Save the schedule" }));
  expect(within(drawer).getByText("Six fields, of which the first is 0")).toBeVisible();
  expect(sent).toEqual([]);
  await user.clear(line);
  await user.type(line, "0 30 2 * * *");
  await user.click(within(drawer).getByRole("button", { name: "Save the schedule" }));
  expect(await screen.findByText("The schedule is saved")).toBeVisible();
  expect(sent).toEqual([
    {
      schedule: { type: "Custom", cron: "0 30 2 * * *", time_zone: "Asia/Shanghai" },
      parameters: { delete_untagged: true, dry_run: false, workers: 1 },
    },
  ]);
});

test("what holds a digest is told, and what is no digest is not asked for", async () => {
  serve([]);
  const holder = { repository: "acme/shop", until: null };
  server.use(
    http.get(`${GC}/explanation`, ({ request }) => {
      const digest = new URL(request.url).searchParams.get("digest");
      const holders = [
        { ...holder, reason: "tag", name: "1.0" },
        { ...holder, reason: "manifest", name: DIGEST },
      ];
      return HttpResponse.json({ digest, is_known: true, state: "", size: 2048, holders });
    }),
  );
  const { user, router } = renderPage(<GcPage />, "/admin/gc");
  const field = await screen.findByRole("textbox", { name: "Digest of a blob or manifest" });
  await user.type(field, "3f1c");
  await user.click(screen.getByRole("button", { name: "Explain" }));
  expect(screen.getByText(/That is no whole digest/)).toBeVisible();
  await user.clear(field);
  await user.type(field, DIGEST);
  await user.click(screen.getByRole("button", { name: "Explain" }));
  expect(await screen.findByText(/It has the tag 1\.0/)).toBeVisible();
  expect(screen.getByText(/A manifest names it: 3f1c3f1c3f1c/)).toBeVisible();
  expect(router.state.location.search).toEqual({ digest: DIGEST });
});

test("whoever may not see it is told so", async () => {
  serve([]);
  server.use(http.get(GC, () => HttpResponse.json({ errors: [] }, { status: 403 })));
  renderPage(<GcPage />, "/admin/gc");
  expect(await screen.findByText("You may not see this")).toBeVisible();
});
