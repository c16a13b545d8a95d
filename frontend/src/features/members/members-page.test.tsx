import { screen, waitFor, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import { MembersPage } from "./members-page";

const ROOT = `${location.origin}/api/v2.0`;
const ADDRESS = "/projects/acme/members";

interface Asked {
  /** How often the project was asked for, with what the caller may do there. */
  project: number;
  added: unknown[];
}

/** The project acme, whose only member is dora; *user* looks at it. */
function serve(user: object): Asked {
  const asked: Asked = { project: 0, added: [] };
  const dora = { id: 7, entity_id: 3, entity_name: "dora", role_id: 1, role_name: "projectAdmin" };
  server.use(
    ...session(user),
    http.get(`${ROOT}/users/search`, () =>
      HttpResponse.json([{ user_id: 4, username: "Dora Müller; jr" }]),
    ),
    http.get(`${ROOT}/projects/acme`, () => {
      asked.project += 1;
      return HttpResponse.json({ actions: ["member:create", "member:update", "member:list"] });
    }),
    http.get(`${ROOT}/projects/acme/members`, () =>
      HttpResponse.json([dora], { headers: { "X-Total-Count": "1" } }),
    ),
    http.post(`${ROOT}/projects/acme/members`, async ({ request }) => {
      asked.added.push(await request.json());
      return new HttpResponse(null, { status: 201 });
    }),
    http.put(`${ROOT}/projects/acme/members/7`, () => new HttpResponse(null)),
  );
  return asked;
}

test("a name that was picked is added whole", async () => {
  const { added } = serve({ user_id: 1, username: "admin", sysadmin_flag: true });
  const { user } = renderPage(<MembersPage project="acme" />, `${ADDRESS}?adding=true`);
  const drawer = await screen.findByRole("dialog", { name: "Add members" });
  const names = await within(drawer).findByRole("textbox", { name: /User names/ });
  await user.type(names, "gus");
  const part = within(drawer).getByRole("textbox", { name: "Find a user by a part of the name" });
  await user.type(part, "dora");
  await user.click(await within(drawer).findByRole("button", { name: "Dora Müller; jr" }));
  expect(names).toHaveValue("gus\nDora Müller; jr");
  await user.click(within(drawer).getByRole("button", { name: "Add 2 members" }));
  await waitFor(() =>
    expect(added).toEqual(
      ["gus", "Dora Müller; jr"].map((username) => ({ role_id: 3, member_user: { username } })),
    ),
  );
});

test("whoever changes a role learns anew what they may do themselves", async () => {
  const asked = serve({ user_id: 3, username: "dora" });
  const { user } = renderPage(<MembersPage project="acme" />, ADDRESS);
  await user.click(await screen.findByRole("combobox", { name: "Role of dora" }));
  const before = asked.project;
  await user.click(await screen.findByRole("option", { name: "Guest" }));
  await waitFor(() => expect(asked.project).toBeGreaterThan(before));
});
