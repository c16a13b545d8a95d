import { screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server } from "@tests/server";
import { HttpResponse, http } from "msw";
import { WizardPage } from "./wizard-page";

const ROOT = `${location.origin}/api/v2.0`;
const SESSION = {
  user: { user_id: 1, username: "admin", sysadmin_flag: true },
  system: ["replication-policy:create", "replication:create"],
};

/** A registry to push to, and what matches; each body that was asked about is kept. */
function serve(asked: unknown[], saved: unknown[]) {
  const match = { target: "library/nginx", tags: ["1"], tag_count: 1, size: 10, error: "" };
  server.use(
    http.get(`${ROOT}/session`, () => HttpResponse.json(SESSION)),
    http.get(`${ROOT}/registries`, () =>
      HttpResponse.json([
        { id: 7, name: "berlin", url: "https://b.example.com", status: "healthy" },
      ]),
    ),
    http.get(`${ROOT}/replication/adapterinfos`, () =>
      HttpResponse.json({
        harbor: { supported_filters: ["name"], supported_copy_by_chunk: false },
      }),
    ),
    http.get(`${ROOT}/labels`, () => HttpResponse.json([])),
    http.post(`${ROOT}/replication/policies/preview`, async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json({
        repositories: 1,
        tags: 1,
        bytes: 10,
        is_complete: true,
        items: [{ source: "library/nginx", ...match }],
      });
    }),
    http.post(`${ROOT}/replication/policies`, async ({ request }) => {
      saved.push(await request.json());
      return new HttpResponse(null, {
        status: 201,
        headers: { Location: "/api/v2.0/replication/policies/3" },
      });
    }),
  );
}

test("what is written is looked at before it is saved, and what is missing is said", async () => {
  const asked: unknown[] = [];
  const saved: unknown[] = [];
  serve(asked, saved);
  const { user, router } = renderPage(<WizardPage />, "/admin/replication/new");
  await user.click(await screen.findByRole("button", { name: "Save" }));
  expect(await screen.findByText("A policy has a name")).toBeVisible();
  expect(screen.getByText("Choose the other registry")).toBeVisible();
  expect(saved).toEqual([]);

  await user.type(screen.getByRole("textbox", { name: "Name" }), "nightly");
  await user.click(screen.getByRole("combobox", { name: "Destination" }));
  await user.click(await screen.findByRole("option", { name: "berlin" }));
  expect(await screen.findByText("Matches 1 repository, 1 tag, about 10 B")).toBeVisible();
  expect(asked.at(-1)).toMatchObject({ src_registry: { id: 0 }, dest_registry: { id: 7 } });
  await user.type(screen.getByRole("textbox", { name: "Namespace" }), "copies");
  const examples = screen.getByRole("list", { name: "What that makes of names" });
  expect(within(examples).getByText("copies/nginx")).toBeVisible();

  await user.click(screen.getByRole("button", { name: "Save" }));
  await vi.waitFor(() => expect(router.state.location.pathname).toBe("/admin/replication/3"));
  expect(saved).toMatchObject([{ name: "nightly", dest_namespace: "copies", enabled: true }]);
});
