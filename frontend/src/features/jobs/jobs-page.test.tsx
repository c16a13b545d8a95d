import { screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import { JobsPage } from "./jobs-page";
import type { Job, Queue } from "./model";
import { aJob } from "./sample";

const API = `${location.origin}/api/v2.0`;
const ROOT = `${API}/jobservice`;
const QUEUES: Queue[] = [
  { job_type: "GARBAGE_COLLECTION", count: 2, latency: 75, paused: false },
  { job_type: "SCHEDULER", count: 0, latency: 0, paused: true },
];

function serve(jobs: Job[]): URLSearchParams[] {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(`${ROOT}/jobs`, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json(jobs, { headers: { "X-Total-Count": `${jobs.length}` } });
    }),
    http.get(`${ROOT}/queues`, () => HttpResponse.json(QUEUES)),
    ...session({ username: "admin", sysadmin_flag: true }),
  );
  return asked;
}

test("the filters are those of the address, and what they hide is told of", async () => {
  const asked = serve([]);
  const { user, router } = renderPage(
    <JobsPage />,
    "/admin/jobs?kind=GARBAGE_COLLECTION&status=Error",
  );
  await user.click(await screen.findByRole("button", { name: "Clear filters" }));
  expect(await screen.findByText("No job yet")).toBeVisible();
  expect(router.state.location.search).toEqual({});
  expect(asked.map((each) => [each.get("kind"), each.get("status")])).toEqual([
    ["GARBAGE_COLLECTION", "Error"],
    [null, null],
  ]);
});

test("each job tells how it is doing, and what can be done about it", async () => {
  const failed = aJob({ id: 6, status: "Error", error: "the disk is full" });
  const running = aJob({ id: 7, status: "Running", end_time: null });
  serve([running, failed, aJob()]);
  const done: string[] = [];
  server.use(
    http.put(`${ROOT}/jobs/7`, () => {
      done.push("stop 7");
      return new HttpResponse();
    }),
    http.post(`${ROOT}/jobs/6/retry`, () => {
      done.push("retry 6");
      return new HttpResponse();
    }),
  );
  const { user } = renderPage(<JobsPage />, "/admin/jobs");
  const table = await screen.findByRole("table", { name: "Jobs" });
  const [, first, second, third] = within(table).getAllByRole("row");
  expect(first).toHaveTextContent(/Garbage collection 7Running5 of 5 · 1\.25 a second/);
  expect(second).toHaveTextContent(/the disk is full.*Failed/);
  expect(third).not.toHaveTextContent("a second");

  await user.click(await screen.findByRole("button", { name: "Try Garbage collection 6 again" }));
  expect(await screen.findByText("Garbage collection 6 is tried again")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Stop Garbage collection 7" }));
  const dialog = await screen.findByRole("dialog", { name: "Stop Garbage collection 7" });
  await user.click(within(dialog).getByRole("button", { name: "Stop the job" }));
  expect(await screen.findByText("Garbage collection 7 stops at its next step")).toBeVisible();
  expect(done).toEqual(["retry 6", "stop 7"]);
});

test("a job opens beside the list with its attempts and its log", async () => {
  const attempt = { number: 1, worker: "host:42", outcome: "Error", error: "no room" };
  const job = aJob({
    status: "Error",
    attempts: [{ ...attempt, start_time: "2026-11-20T10:00:01Z", end_time: null }],
  });
  serve([job]);
  server.use(
    http.get(`${ROOT}/jobs/5`, () => HttpResponse.json(job)),
    http.get(`${ROOT}/jobs/5/log`, () =>
      HttpResponse.text("0:a line\n", {
        headers: { "X-Next-Offset": "7", "X-Log-Size": "7", "X-Log-Ended": "true" },
      }),
    ),
  );
  renderPage(<JobsPage />, "/admin/jobs?job=5");
  const drawer = await screen.findByRole("dialog", { name: "Job" });
  expect(await within(drawer).findByText("host:42")).toBeVisible();
  expect(within(drawer).getByText("no room")).toBeVisible();
  expect(await within(drawer).findByText("a line")).toBeVisible();
});

test("a queue tells what waits, is paused, and is emptied once it was asked", async () => {
  serve([]);
  const sent: unknown[] = [];
  server.use(
    http.put(`${ROOT}/queues/:kind`, async ({ request, params }) => {
      sent.push([params.kind, await request.json()]);
      return new HttpResponse();
    }),
  );
  const { user } = renderPage(<JobsPage />, "/admin/jobs?tab=queues");
  const row = await screen.findByRole("row", { name: /Garbage collection/ });
  expect(row).toHaveTextContent(/Open21 min 15 s/);
  await user.click(screen.getByRole("button", { name: "Pause Garbage collection" }));
  await user.click(screen.getByRole("button", { name: "Resume Scheduler" }));
  const clean = "Stop all that waits: Garbage collection";
  await user.click(screen.getByRole("button", { name: clean }));
  const dialog = await screen.findByRole("dialog", { name: clean });
  await user.click(within(dialog).getByRole("button", { name: "Stop them" }));
  expect(await screen.findByText("Nothing waits any more: Garbage collection")).toBeVisible();
  expect(sent).toEqual([
    ["GARBAGE_COLLECTION", { action: "pause" }],
    ["SCHEDULER", { action: "resume" }],
    ["GARBAGE_COLLECTION", { action: "stop" }],
  ]);
});

test("each process tells what its threads do", async () => {
  serve([]);
  const time = "2026-11-20T10:00:00Z";
  const pool = { worker_pool_id: "host:42", host: "host", pid: 42, concurrency: 2 };
  const thread = { pool_id: "host:42", check_in: "", start_at: null, checkin_at: null };
  server.use(
    http.get(`${ROOT}/pools`, () =>
      HttpResponse.json([{ ...pool, start_at: time, heartbeat_at: time }]),
    ),
    http.get(`${ROOT}/pools/all/workers`, () =>
      HttpResponse.json([
        { ...thread, id: "host:42/1", job_name: "RETENTION", job_id: "8", check_in: "1/3" },
        { ...thread, id: "host:42/2", job_name: "", job_id: "" },
      ]),
    ),
  );
  renderPage(<JobsPage />, "/admin/jobs?tab=workers");
  const table = await screen.findByRole("table", { name: "host, process 42" });
  const [, first, second] = within(table).getAllByRole("row");
  expect(first).toHaveTextContent(/Thread 1Tag retention 81\/3/);
  expect(second).toHaveTextContent(/Thread 2Nothing to do/);
});

test("what begins by itself is told in words", async () => {
  serve([]);
  const schedule = {
    id: 1,
    vendor_type: "GARBAGE_COLLECTION",
    vendor_id: 0,
    type: "Weekly",
    cron: "0 0 0 * * 0",
    time_zone: "UTC",
    next_scheduled_time: null,
    update_time: "2026-11-20T10:00:00Z",
  };
  server.use(
    http.get(`${API}/schedules`, () =>
      HttpResponse.json([schedule], { headers: { "X-Total-Count": "1" } }),
    ),
  );
  renderPage(<JobsPage />, "/admin/jobs?tab=schedules");
  expect(await screen.findByText("Every Sunday at 00:00 (UTC)")).toBeVisible();
});
