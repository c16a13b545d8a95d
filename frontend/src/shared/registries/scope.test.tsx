import { screen } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import { places } from "./places";
import { apiOf, ProjectScope, rootOf, useCanInScope } from "./scope";

const ROOT = `${location.origin}/api/v2.0`;

function Rights() {
  const can = useCanInScope();
  return ["registry:list", "registry:create", "replication:create"].filter(can).join(" ") || "none";
}

test("a project's administrator has rights in it, under its own names, and none elsewhere", async () => {
  server.use(
    ...session({ username: "petra", sysadmin_flag: false }),
    http.get(`${ROOT}/projects/acme`, () =>
      HttpResponse.json({ actions: ["replication-registry:list", "replication:create"] }),
    ),
  );
  renderPage(
    <>
      <p>
        Of the system: <Rights />
      </p>
      <ProjectScope value="acme">
        <p>
          Of acme: <Rights />
        </p>
      </ProjectScope>
    </>,
  );
  expect(await screen.findByText("Of acme: registry:list replication:create")).toBeVisible();
  expect(screen.getByText("Of the system: none")).toBeVisible();
});

test("the same is asked of a project below its path", async () => {
  const asked: string[] = [];
  server.use(
    http.post(/replication\/executions$/, async ({ request }) => {
      asked.push(new URL(request.url).pathname, JSON.stringify(await request.json()));
      return new HttpResponse(null, { status: 201 });
    }),
  );
  const body = { policy_id: 3 };
  await apiOf({}).POST("/replication/executions", { body });
  await apiOf({ project: "acme" }).POST("/replication/executions", { body });
  const sent = '{"policy_id":3}';
  expect(asked).toEqual([
    "/api/v2.0/replication/executions",
    sent,
    "/api/v2.0/projects/acme/replication/executions",
    sent,
  ]);
  expect(rootOf({ project: "a.b" })).toBe("/api/v2.0/projects/a.b");
});

test("pages are the system's, or those of a project", () => {
  expect(places.policy({}, 3)).toMatchObject({ to: "/admin/replication/$policy" });
  expect(places.execution({ project: "acme" }, 3, 12)).toEqual({
    to: "/projects/$project/replication/$policy/executions/$execution",
    params: { project: "acme", policy: "3", execution: "12" },
  });
  expect(places.registries({ project: "acme" }, "new")).toMatchObject({ search: { edit: "new" } });
});
