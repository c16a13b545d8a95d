import { screen, waitFor, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import type { Robot } from "./api";
import { RobotsPage } from "./robots-page";

const ROOT = `${location.origin}/api/v2.0`;
const RIGHTS = [
  { resource: "repository", action: "pull" },
  { resource: "repository", action: "push" },
];

function robot(id: number, name: string): Robot {
  return {
    id,
    name,
    description: "",
    level: "system",
    duration: -1,
    disable: false,
    expires_at: -1,
    permissions: [
      { kind: "project", namespace: "*", access: [{ ...RIGHTS[0], effect: "allow" } as never] },
    ],
    creator_type: "local",
    creator_ref: 1,
    last_used: null,
    last_address: "",
    secrets: [],
    creation_time: "2026-01-01T00:00:00Z",
    update_time: "2026-01-01T00:00:00Z",
  };
}

function serve(robots: Robot[]): void {
  server.use(
    ...session({ username: "admin", sysadmin_flag: true }),
    http.get(`${ROOT}/permissions`, () => HttpResponse.json({ system: [], project: RIGHTS })),
    http.get(`${ROOT}/projects`, () => HttpResponse.json([])),
    http.get(`${ROOT}/robots`, () =>
      HttpResponse.json(robots, { headers: { "X-Total-Count": `${robots.length}` } }),
    ),
  );
}

test("of several that are deleted, each refusal is told with its reason", async () => {
  serve([robot(1, "robot$a"), robot(2, "robot$b")]);
  server.use(
    http.delete(`${ROOT}/robots/:id`, ({ params }) =>
      params.id === "1"
        ? new HttpResponse(null, { status: 200 })
        : HttpResponse.json({ errors: [{ code: "X", message: "it is busy" }] }, { status: 409 }),
    ),
  );
  const { user } = renderPage(<RobotsPage />, "/admin/robots");
  await user.click(await screen.findByRole("checkbox", { name: "Select all on this page" }));
  const bar = screen.getByRole("region", { name: "2 selected" });
  await user.click(within(bar).getByRole("button", { name: "Delete" }));
  await user.click(await screen.findByRole("button", { name: "Delete 2 robots" }));
  const dialog = await screen.findByRole("dialog", { name: "1 robot was refused" });
  expect(within(dialog).getByText("robot$b: it is busy")).toBeInTheDocument();
  expect(within(dialog).getByText("1 robot was deleted")).toBeInTheDocument();
});

test("a new secret stays until it was copied or somebody says that it is stored", async () => {
  serve([robot(1, "robot$a")]);
  const asked: unknown[] = [];
  server.use(
    http.patch(`${ROOT}/robots/1`, async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json({ secret: "the-secret" });
    }),
  );
  const { user } = renderPage(<RobotsPage />, "/admin/robots");
  await user.click(await screen.findByRole("button", { name: "Actions on robot$a" }));
  await user.click(await screen.findByRole("menuitem", { name: "New secret" }));
  await user.click(await screen.findByRole("button", { name: "Make a new secret" }));
  const dialog = await screen.findByRole("dialog", { name: "Secret of robot$a" });
  expect(asked).toEqual([{ secret: "", grace_seconds: 86_400 }]);
  await user.keyboard("{Escape}");
  expect(within(dialog).getByText("the-secret")).toBeInTheDocument();
  const done = within(dialog).getByRole("button", { name: "Done" });
  expect(done).toBeDisabled();
  await user.click(within(dialog).getByRole("checkbox", { name: "I have stored the secret" }));
  await user.click(done);
  await waitFor(() => expect(screen.queryByText("the-secret")).toBeNull());
});

test("who may only look is offered nothing else", async () => {
  serve([robot(1, "robot$a")]);
  server.use(
    http.get(`${ROOT}/projects/acme`, () =>
      HttpResponse.json({ project_id: 1, name: "acme", actions: ["robot:list"] }),
    ),
  );
  renderPage(<RobotsPage project="acme" />, "/projects/acme/robots");
  expect(await screen.findByRole("button", { name: "robot$a" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "New robot" })).toBeNull();
  expect(screen.queryByRole("checkbox")).toBeNull();
  expect(screen.queryByRole("button", { name: "Actions on robot$a" })).toBeNull();
});

test("a robot without any right is not sent", async () => {
  serve([robot(1, "robot$a")]);
  const { user } = renderPage(<RobotsPage />, "/admin/robots?open=new");
  const drawer = await screen.findByRole("dialog", { name: "New robot" });
  await user.type(await within(drawer).findByRole("textbox", { name: /Name/ }), "ci");
  // No project is chosen yet; a request would fail the test, which answers none.
  await user.click(within(drawer).getByRole("button", { name: "Create robot" }));
  expect(await within(drawer).findByRole("alert")).toHaveTextContent("Choose at least one right");
});
