import { screen, waitFor, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import type { Project } from "./api";
import { deletionImpact, inParts, isProjectName, typedCount } from "./model";
import { ProjectsPage } from "./projects-page";

const ROOT = `${location.origin}/api/v2.0`;

function project(name: string, rest: Partial<Project> = {}): Project {
  return {
    project_id: name.length,
    name,
    owner_id: 1,
    owner_name: "admin",
    creation_time: "2026-01-01T00:00:00Z",
    update_time: "2026-01-01T00:00:00Z",
    togglable: true,
    current_user_role_id: 1,
    current_user_role_ids: [1],
    repo_count: 0,
    metadata: { public: "true" },
    ...rest,
  };
}

/** Answers the list with *projects*; what was asked is gathered. */
function serve(projects: Project[]): string[] {
  const asked: string[] = [];
  server.use(
    ...session({ username: "dora" }),
    http.get(`${ROOT}/projects`, ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json(projects, { headers: { "X-Total-Count": `${projects.length}` } });
    }),
  );
  return asked;
}

test("the address says what is asked for", async () => {
  const asked = serve([project("library")]);
  renderPage(<ProjectsPage />, "/projects?q=lib&visibility=private&sort=-name&page=2");
  await screen.findByRole("rowheader", { name: "library" });
  expect(Object.fromEntries(new URLSearchParams(asked[0]))).toEqual({
    name: "lib",
    public: "false",
    sort: "-name",
    page: "2",
    page_size: "50",
  });
});

test("an empty list, a filtered one and a refusal look different", async () => {
  serve([]);
  const { unmount } = renderPage(<ProjectsPage />, "/projects");
  expect(await screen.findByText("No project yet")).toBeVisible();
  unmount();
  const filtered = renderPage(<ProjectsPage />, "/projects?q=lib");
  expect(await screen.findByText("Nothing matches these filters")).toBeVisible();
  filtered.unmount();
  server.use(
    http.get(`${ROOT}/projects`, () =>
      HttpResponse.json({ errors: [{ code: "FORBIDDEN", message: "no" }] }, { status: 403 }),
    ),
  );
  renderPage(<ProjectsPage />, "/projects");
  expect(await screen.findByText("You may not see this")).toBeVisible();
});

test("what cannot be deleted is told before, and left alone", async () => {
  serve([project("empty"), project("full", { repo_count: 2 })]);
  const deleted: string[] = [];
  server.use(
    http.delete(`${ROOT}/projects/:name`, ({ params }) => {
      deleted.push(String(params.name));
      return new HttpResponse(null, { status: 200 });
    }),
  );
  const { user } = renderPage(<ProjectsPage />, "/projects");
  await user.click(await screen.findByRole("checkbox", { name: "Select all on this page" }));
  await user.click(screen.getByRole("button", { name: "Delete projects" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete projects" });
  expect(within(dialog).getByText("Stay: they still have repositories")).toBeInTheDocument();
  await user.click(within(dialog).getByRole("button", { name: "Delete 1 project" }));
  await waitFor(() => expect(deleted).toEqual(["empty"]));
});

test("names that are long are asked for in several parts, in their order", () => {
  expect(inParts([])).toEqual([]);
  expect(inParts(["a", "b"])).toEqual([["a", "b"]]);
  const names = Array.from({ length: 50 }, (_, at) => `${at}`.padStart(255, "x"));
  const parts = inParts(names);
  expect(parts.flat()).toEqual(names);
  expect(Math.max(...parts.map((some) => some.join(" ").length))).toBeLessThanOrEqual(6000);
});

test("a name that is taken is told at the name", async () => {
  serve([]);
  server.use(
    http.post(`${ROOT}/projects`, () =>
      HttpResponse.json({ errors: [{ code: "CONFLICT", message: "is taken" }] }, { status: 409 }),
    ),
  );
  const { user } = renderPage(<ProjectsPage />, "/projects");
  const [open] = await screen.findAllByRole("button", { name: "New project" });
  await user.click(open as HTMLElement);
  const drawer = await screen.findByRole("dialog", { name: "New project" });
  const name = within(drawer).getByRole("textbox", { name: /Name/ });
  await user.type(name, "acme");
  await user.click(within(drawer).getByRole("button", { name: "Create project" }));
  expect(await within(drawer).findByText("is taken")).toBeInTheDocument();
  expect(name).toHaveAttribute("aria-invalid", "true");
});

test("an impact parts what goes from what stays", () => {
  const impact = deletionImpact([
    project("a"),
    project("bb", { repo_count: 1 }),
    project("ccc", { togglable: false }),
  ]);
  expect(impact.goes.map(({ name }) => name)).toEqual(["a"]);
  expect(impact.isNotEmpty.map(({ name }) => name)).toEqual(["bb"]);
  expect(impact.isForbidden.map(({ name }) => name)).toEqual(["ccc"]);
  expect(typedCount(impact)).toBeUndefined();
});

test.each([
  ["library", true],
  ["a.b-c_d", true],
  ["Library", false],
  ["-a", false],
  ["a/b", false],
])("%s as a name", (name, isOne) => expect(isProjectName(name)).toBe(isOne));
