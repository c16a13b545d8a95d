import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { render, screen, within } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { server } from "@tests/server";
import { HttpResponse, http } from "msw";
import { act } from "react";
import { Providers } from "@/app/providers";
import { makeRouter } from "@/app/router";
import { watchSession } from "@/app/session";

const ROOT = `${location.origin}/api/v2.0`;
const NOBODY = { errors: [{ code: "UNAUTHORIZED", message: "no" }] };
const RIGHTS = ["project:read", "member:list", "member:delete", "robot:list", "robot:create"];
const PULL = { resource: "repository", action: "pull" };

/** The registry with two projects; dora is its administrator, for as long as *session* is live. */
function serve(session: { isLive: boolean }): void {
  const answer = (body: object) => () =>
    session.isLive ? HttpResponse.json(body) : HttpResponse.json(NOBODY, { status: 401 });
  const gus = { id: 7, entity_id: 3, role_id: 3, role_name: "guest" };
  server.use(
    http.post(`${location.origin}/c/login`, () => {
      session.isLive = true;
      return new HttpResponse(null);
    }),
    http.get(
      `${ROOT}/session`,
      answer({
        user: { user_id: 1, username: "dora", sysadmin_flag: true },
        system: { external_url: "https://r.example" },
      }),
    ),
    http.get(`${ROOT}/systeminfo`, answer({ external_url: "https://r.example" })),
    http.get(`${ROOT}/projects/:name`, ({ params: { name } }) =>
      answer({ project_id: String(name).length, name, metadata: {}, actions: RIGHTS })(),
    ),
    http.get(`${ROOT}/projects/:name/members`, ({ params: { name } }) =>
      answer([{ ...gus, entity_name: `gus-of-${name}` }])(),
    ),
    http.get(`${ROOT}/permissions`, answer({ system: [], project: [PULL] })),
    http.post(`${ROOT}/projects`, answer({})),
    http.post(`${ROOT}/robots`, answer({ name: "robot$ci", secret: "not-kept" })),
    http.get(`${ROOT}/*`, answer([])),
  );
}

/** The whole console at an address. */
function show(address: string) {
  history.replaceState({}, "", address);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = makeRouter(queryClient);
  watchSession(router, queryClient);
  render(
    <Providers queryClient={queryClient} env="test">
      <RouterProvider router={router} />
    </Providers>,
  );
  return { router, user: userEvent.setup() };
}

test("what is chosen in one project is not chosen in the next", async () => {
  serve({ isLive: true });
  const { router, user } = show("/ui/projects/beta/members");
  const goTo = (project: string) =>
    act(() => router.navigate({ to: "/projects/$project/members", params: { project } }));
  // Seen once, it is shown at once: nothing is taken off the page between the two.
  await screen.findByRole("checkbox", { name: "Select gus-of-beta" });
  await goTo("acme");
  await user.click(await screen.findByRole("checkbox", { name: "Select gus-of-acme" }));
  expect(await screen.findByRole("region", { name: "1 selected" })).toBeVisible();
  await goTo("beta");
  const box = await screen.findByRole("checkbox", { name: "Select gus-of-beta" });
  expect(box).not.toBeChecked();
});

async function signIn(user: UserEvent): Promise<void> {
  await user.type(await screen.findByRole("textbox", { name: "User name" }), "dora");
  await user.type(screen.getByLabelText("Password"), "secret");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
}

/** The field for the name in the form that is open. */
async function nameIn(title: string): Promise<HTMLElement> {
  const form = await screen.findByRole("dialog", { name: title });
  return within(form).findByRole("textbox", { name: /Name/ });
}

test("a drawer that nothing in the address opens is open again after signing in", async () => {
  const session = { isLive: true };
  serve(session);
  const { user } = show("/ui/projects");
  const [open] = await screen.findAllByRole("button", { name: "New project" });
  await user.click(open as HTMLElement);
  await user.type(await nameIn("New project"), "acme");
  session.isLive = false;
  await user.click(screen.getByRole("button", { name: "Create project" }));
  await signIn(user);
  expect(await nameIn("New project")).toHaveValue("acme");
});

test("what was typed when the session ended is there again after signing in", async () => {
  const session = { isLive: true };
  serve(session);
  const { user } = show("/ui/projects/acme/robots?open=new");
  await user.type(await nameIn("New robot"), "ci");
  session.isLive = false;
  await user.click(screen.getByRole("button", { name: "Create robot" }));
  await signIn(user);
  expect(await nameIn("New robot")).toHaveValue("ci");
});
