import { screen, waitFor, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import { UsersPage } from "./users-page";

const ROOT = `${location.origin}/api/v2.0`;
const NAMES = ["admin", "dora", "gus", "petra"];

interface Served {
  /** The queries of the list. */
  asked: URLSearchParams[];
  /** Who was enabled or disabled. */
  sent: [string, unknown][];
}

/** The four users, of whom gus is disabled; petra is never changed. */
function serve(): Served {
  const served: Served = { asked: [], sent: [] };
  const disabled = new Set(["gus"]);
  server.use(
    ...session({ user_id: 1, username: "admin", sysadmin_flag: true }),
    http.get(`${ROOT}/users`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      served.asked.push(query);
      const users = NAMES.map((username, at) => ({
        user_id: at + 1,
        username,
        email: `${username}@example.com`,
        realname: "",
        sysadmin_flag: at === 0,
        active: !disabled.has(username),
        creation_time: "2026-01-01T00:00:00Z",
      }));
      const onlyDora = query.get("q")?.includes("dora");
      const found = onlyDora
        ? users.filter(({ username, active }) => username === "dora" && active)
        : users;
      return HttpResponse.json(found, { headers: { "X-Total-Count": `${found.length}` } });
    }),
    http.put(`${ROOT}/users/:id/active`, async ({ params, request }) => {
      const name = NAMES[Number(params.id) - 1] ?? "";
      served.sent.push([name, await request.json()]);
      if (name !== "petra") {
        disabled.add(name);
        return new HttpResponse(null, { status: 200 });
      }
      const error = { code: "FORBIDDEN", message: "not now" };
      return HttpResponse.json({ errors: [error] }, { status: 403 });
    }),
  );
  return served;
}

test("of several that are disabled, each is told of: who was, who stays and who was refused", async () => {
  const { sent } = serve();
  const { user } = renderPage(<UsersPage />, "/admin/users");
  await user.click(await screen.findByRole("checkbox", { name: "Select all on this page" }));
  await user.click(screen.getByRole("button", { name: "Disable users" }));
  const dialog = await screen.findByRole("dialog", { name: "Disable users" });
  const stays = await within(dialog).findByRole("alert");
  expect(within(stays).getByText("admin")).toBeInTheDocument();
  expect(within(dialog).getByText("Disabled already:").parentElement).toHaveTextContent("gus");
  await user.click(within(dialog).getByRole("button", { name: "Disable 2 users" }));
  const told = await screen.findByText("petra: not now");
  const outcome = within(told.closest("[role=dialog]") as HTMLElement);
  expect(outcome.getByText("1 user was disabled").parentElement).toHaveTextContent("dora");
  expect(outcome.getByText("1 user was not disabled")).toBeInTheDocument();
  expect(sent).toEqual([
    ["dora", { active: false }],
    ["petra", { active: false }],
  ]);
});

test("what was done is told also where it leaves the list empty", async () => {
  const { asked } = serve();
  const { user } = renderPage(<UsersPage />, "/admin/users?q=dora&state=enabled");
  await user.click(await screen.findByRole("button", { name: "Actions for dora" }));
  await user.click(await screen.findByRole("menuitem", { name: "Disable 1 user" }));
  const dialog = await screen.findByRole("dialog", { name: "Disable users" });
  await user.click(within(dialog).getByRole("button", { name: "Disable 1 user" }));
  expect(await screen.findByText("1 user was disabled")).toBeInTheDocument();
  expect(await screen.findByText("Nothing matches these filters")).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(asked[0]?.get("q")).toBe("username=~dora,active=true");
});

test("neither oneself nor the built-in administrator is offered to be disabled", async () => {
  serve();
  const { user } = renderPage(<UsersPage />, "/admin/users");
  await user.click(await screen.findByRole("button", { name: "Actions for admin" }));
  expect(await screen.findByText("Your own account: see your profile")).toBeInTheDocument();
  expect(screen.queryByRole("menuitem")).toBeNull();
});
