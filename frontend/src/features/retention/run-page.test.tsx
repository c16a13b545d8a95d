import { screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import type { OneRun, Task } from "./model";
import { RunPage } from "./run-page";
import { aPolicy, aRule, aRun, judged } from "./sample";

const API = `${location.origin}/api/v2.0`;
const RUN = `${API}/retentions/5/executions/12`;
const TASK: Task = {
  id: 31,
  execution_id: 12,
  repository: "shop",
  job_id: "31",
  status: "Success",
  status_code: 3,
  status_revision: 1,
  start_time: "2026-11-20T10:00:01Z",
  end_time: "2026-11-20T10:00:05Z",
  total: 2,
  retained: 1,
  deleted: 1,
  bytes: 1024,
  error: "",
};

function serve(run: OneRun, retention: string | undefined = "5"): URLSearchParams[] {
  const asked: URLSearchParams[] = [];
  const one = { headers: { "X-Total-Count": "1" } };
  server.use(
    ...session({ username: "mona" }),
    http.get(`${API}/projects/acme`, () => {
      const metadata = retention ? { retention_id: retention } : {};
      const actions = ["tag-retention:read", "tag-retention:update"];
      return HttpResponse.json({ project_id: 7, name: "acme", metadata, actions });
    }),
    http.get(`${API}/retentions/5`, () => HttpResponse.json(aPolicy())),
    http.get(RUN, () => HttpResponse.json(run)),
    http.get(`${RUN}/tasks`, () => HttpResponse.json([TASK], one)),
    http.get(`${RUN}/verdicts`, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      const outcome = run.dry_run ? "" : "taken";
      return HttpResponse.json([{ ...judged(), id: 1, outcome }], one);
    }),
  );
  return asked;
}

test("a run tells what it did to each repository and artifact, by the rules it began with", async () => {
  const asked = serve(aRun({ rules: [aRule()] }));
  renderPage(<RunPage project="acme" id={12} />, "/projects/acme/retention/runs/12?shown=DEL");
  const tasks = await screen.findByRole("table", { name: "Repositories" });
  expect(within(tasks).getByRole("row", { name: /^shop Done 2 1 1 1 KiB/ })).toBeVisible();
  const artifacts = await screen.findByRole("table", { name: "Artifacts" });
  expect(
    within(artifacts).getByRole("row", { name: /v1.*No rule keeps it.*Deleted/ }),
  ).toBeVisible();
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    q: "verdict=DEL",
    page: "1",
    page_size: "50",
  });
});

test("the log of a repository is read beside the run", async () => {
  serve(aRun({ dry_run: true }));
  server.use(
    http.get(`${RUN}/tasks/31`, () =>
      HttpResponse.text("0:2 artifacts, 1 of them to be deleted\n", {
        headers: { "X-Next-Offset": "38", "X-Log-Size": "38", "X-Log-Ended": "true" },
      }),
    ),
  );
  const address = "/projects/acme/retention/runs/12";
  const { user } = renderPage(<RunPage project="acme" id={12} />, address);
  await user.click(await screen.findByRole("button", { name: "Log of shop" }));
  const drawer = await screen.findByRole("dialog", { name: "Log of shop" });
  expect(await within(drawer).findByText(/1 of them to be deleted/)).toBeVisible();
});

test("a run is stopped once it was asked whether it should", async () => {
  serve(aRun({ status: "Running", end_time: null }));
  const sent: unknown[] = [];
  server.use(
    http.patch(RUN, async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse();
    }),
  );
  const address = "/projects/acme/retention/runs/12";
  const { user } = renderPage(<RunPage project="acme" id={12} />, address);
  await user.click(await screen.findByRole("button", { name: "Stop" }));
  const dialog = await screen.findByRole("dialog", { name: "Stop run 12" });
  expect(sent).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Stop the run" }));
  expect(await screen.findByText("Run 12 stops at its next step")).toBeVisible();
  expect(sent).toEqual([{ action: "stop" }]);
});

test("a run whose policy was deleted leads to the rules", async () => {
  serve(aRun(), "");
  renderPage(<RunPage project="acme" id={12} />, "/projects/acme/retention/runs/12");
  expect(await screen.findByText(/was deleted, with its records/)).toBeVisible();
  expect(screen.getByRole("link", { name: "Tag retention" })).toBeVisible();
});
