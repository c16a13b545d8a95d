import { screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import type { Item, Run } from "./model";
import { RunPage } from "./run-page";
import { aRun, aSummary } from "./sample";

const API = `${location.origin}/api/v2.0`;
const GC = `${API}/system/gc`;
const ITEM: Item = {
  id: 1,
  kind: "manifest",
  digest: `sha256:${"3f1c".repeat(16)}`,
  size: 1024,
  outcome: "",
  repository_name: "acme/shop",
};

const LOG = "0:found: 1 manifest\n";

function serve(run: Run, items: Item[], plan = run.id): URLSearchParams[] {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(`${GC}/${run.id}`, () => HttpResponse.json(run)),
    http.get(`${GC}/${plan}/items`, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json(items, { headers: { "X-Total-Count": `${items.length}` } });
    }),
    http.get(`${GC}/${run.id}/log`, ({ request }) =>
      HttpResponse.text(new URL(request.url).searchParams.get("offset") === "0" ? LOG : "", {
        headers: { "X-Next-Offset": "18", "X-Log-Size": "18", "X-Log-Ended": "true" },
      }),
    ),
    http.get(`${API}/projects`, () => HttpResponse.json([{ project_id: 7, name: "acme" }])),
    ...session({ username: "admin", sysadmin_flag: true }),
  );
  return asked;
}

test("a dry run lists what would go, and exactly that can be taken", async () => {
  const dry = aRun({ parameters: { dry_run: true }, result: { ...aSummary, freed_space: 0 } });
  serve(dry, [ITEM]);
  const sent: unknown[] = [];
  server.use(
    http.post(`${GC}/schedule`, async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse(null, { status: 201, headers: { Location: `${GC}/13` } });
    }),
  );
  const { user, router } = renderPage(<RunPage id={12} />, "/admin/gc/runs/12");
  const row = await screen.findByRole("row", { name: /3f1c3f1c3f1c/ });
  expect(row).toHaveTextContent(/Manifest from the trashacme\/shop1 KiBListed/);
  expect(screen.getByText("1 manifest, 2 links, 2 blobs")).toBeVisible();
  const projects = screen.getByRole("heading", { name: "Bytes by project" }).closest("section");
  expect(await within(projects as HTMLElement).findByText("acme")).toBeVisible();
  expect(await screen.findByText("found: 1 manifest")).toBeVisible();
  const link = screen.getByRole("link", { name: "Export as CSV" });
  expect(link).toHaveAttribute("href", "/api/v2.0/system/gc/12/export?bom=true");

  await user.click(await screen.findByRole("button", { name: "Run exactly this plan" }));
  const dialog = await screen.findByRole("dialog", { name: "Run the plan of run 12" });
  await user.click(within(dialog).getByRole("button", { name: "Take 1 item" }));
  await vi.waitFor(() => expect(router.state.location.pathname).toBe("/admin/gc/runs/13"));
  expect(sent).toEqual([
    {
      schedule: { type: "Manual" },
      parameters: { delete_untagged: false, dry_run: false, workers: 1, plan: 12 },
    },
  ]);
});

test("a run that the brake held says why, and its plan can be run", async () => {
  const error = "120 of 200 blobs would go, more than 20 % at once";
  serve(aRun({ job_status: "Error", error, result: {} }), [ITEM]);
  renderPage(<RunPage id={12} />, "/admin/gc/runs/12");
  expect(await screen.findByText(error)).toBeVisible();
  expect(await screen.findByRole("button", { name: "Run exactly this plan" })).toBeEnabled();
});

test("the run of a plan shows the items of that plan, filtered as the address says", async () => {
  const asked = serve(aRun({ parameters: { plan: 4 } }), [{ ...ITEM, outcome: "taken" }], 4);
  renderPage(<RunPage id={12} />, "/admin/gc/runs/12?kind=manifest&outcome=taken");
  const row = await screen.findByRole("row", { name: /3f1c3f1c3f1c/ });
  expect(within(row).getByText("Taken")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Run exactly this plan" })).toBeNull();
  expect(asked.map((each) => Object.fromEntries(each))).toEqual([
    { kind: "manifest", outcome: "taken", page: "1", page_size: "50" },
  ]);
});

test("a run is stopped once it was asked whether it should", async () => {
  let stops = 0;
  const run = aRun({
    job_status: "Running",
    end_time: null,
    result: {},
    progress: { done: 0, total: null },
  });
  serve(run, []);
  server.use(
    http.put(`${GC}/12`, () => {
      stops += 1;
      return new HttpResponse();
    }),
  );
  const { user } = renderPage(<RunPage id={12} />, "/admin/gc/runs/12");
  await user.click(await screen.findByRole("button", { name: "Stop" }));
  const dialog = await screen.findByRole("dialog", { name: "Stop run 12" });
  expect(stops).toBe(0);
  await user.click(within(dialog).getByRole("button", { name: "Stop the run" }));
  expect(await screen.findByText("Run 12 stops at its next step")).toBeVisible();
  expect(stops).toBe(1);
});
