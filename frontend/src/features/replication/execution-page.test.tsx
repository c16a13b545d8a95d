import { screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server } from "@tests/server";
import { HttpResponse, http } from "msw";
import { ExecutionPage } from "./execution-page";
import { aTask, oneRun } from "./sample";

const ROOT = `${location.origin}/api/v2.0`;
const SESSION = {
  user: { user_id: 1, username: "admin", sysadmin_flag: true },
  system: ["replication:create"],
};

test("what failed is grouped by why, with what helps, and is done again", async () => {
  let retried = 0;
  const causes = [{ cause: "dns", text: "The host has no address.", count: 3 }];
  server.use(
    http.get(`${ROOT}/session`, () => HttpResponse.json(SESSION)),
    http.get(`${ROOT}/replication/executions/12`, () =>
      HttpResponse.json(oneRun({ status: "Failed", failed: 1, succeed: 1, causes })),
    ),
    http.get(`${ROOT}/replication/executions/12/tasks`, () =>
      HttpResponse.json([aTask({ status: "Failed", state: "failed", cause: "dns" })]),
    ),
    http.post(`${ROOT}/replication/executions/12/retry-failed`, () => {
      retried += 1;
      return HttpResponse.json({ retried: 1 });
    }),
  );
  const { user } = renderPage(<ExecutionPage id={12} />, "/admin/replication/3/executions/12");
  const list = await screen.findByRole("list", { name: "What failed, and why" });
  expect(within(list).getByText("3 tags: The host has no address")).toBeVisible();
  expect(within(list).getByText(/a slip in the name/)).toBeVisible();
  expect(await screen.findByRole("button", { name: "Failed 1" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Retry the 1 that failed" }));
  expect(await screen.findByText("1 task is done again")).toBeVisible();
  expect(retried).toBe(1);
});

test("a run whose source could not be looked through says so, and is done again too", async () => {
  const text = "RemoteUnreachable: 192.0.2.1 takes no connections at port 443.";
  const run = oneRun({
    status: "Failed",
    status_text: text,
    total: 0,
    succeed: 0,
    causes: [{ cause: "", text, count: 1 }],
  });
  server.use(
    http.get(`${ROOT}/session`, () => HttpResponse.json(SESSION)),
    http.get(`${ROOT}/replication/executions/12`, () => HttpResponse.json(run)),
    http.get(`${ROOT}/replication/executions/12/tasks`, () => HttpResponse.json([])),
  );
  renderPage(<ExecutionPage id={12} />, "/admin/replication/3/executions/12");
  const list = await screen.findByRole("list", { name: "What failed, and why" });
  const title = "The look through the source: The registry cannot be reached";
  expect(within(list).getByText(title)).toBeVisible();
  expect(within(list).getByText("192.0.2.1 takes no connections at port 443.")).toBeVisible();
  expect(await screen.findByRole("button", { name: "Retry" })).toBeVisible();
});
