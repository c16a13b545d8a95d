import { screen, waitFor } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { delay, HttpResponse, http } from "msw";
import type { Command } from "@/shared/lib/commands";
import { KINDS } from "./model";
import Palette from "./palette";

const ROOT = `${location.origin}/api/v2.0`;
const NONE = Object.fromEntries(KINDS.map((kind) => [kind, []]));

function repository(name: string) {
  return {
    kind: "repository",
    id: name.length,
    name,
    project: "p",
    repository: name,
    digest: null,
  };
}

function serve(answer: (text: string) => Promise<object>): string[] {
  const asked: string[] = [];
  server.use(
    ...session({ username: "dora" }),
    http.get(`${ROOT}/search/all`, async ({ request }) => {
      const text = new URL(request.url).searchParams.get("q") ?? "";
      asked.push(text);
      return HttpResponse.json({ ...NONE, ...(await answer(text)) });
    }),
  );
  return asked;
}

function show(commands: Command[] = []) {
  return renderPage(<Palette username="dora" commands={commands} onClose={() => undefined} />);
}

test("an answer that comes late never replaces a newer one", async () => {
  serve(async (text) => {
    if (text === "sh") await delay(900);
    return { repositories: [repository(`p/${text}`)] };
  });
  const { user } = show();
  const field = await screen.findByRole("combobox");
  await user.type(field, "sh");
  await delay(250); // it has been asked for
  await user.type(field, "op");
  expect(await screen.findByRole("option", { name: "p/shop" })).toBeInTheDocument();
  await delay(1000); // the first answer has come
  expect(screen.getByRole("option", { name: "p/shop" })).toBeInTheDocument();
  expect(screen.queryByRole("option", { name: "p/sh" })).toBeNull();
});

test("Enter opens no hit of what was typed before", async () => {
  serve(async (text) => {
    if (text === "shop") await delay(300);
    return { repositories: [repository(`p/${text}`)] };
  });
  const { user, router } = show();
  await user.type(await screen.findByRole("combobox"), "sh");
  await screen.findByRole("option", { name: "p/sh" });
  await user.keyboard("op{Enter}");
  await delay(250); // it has been asked for, and not been answered
  await user.keyboard("{Enter}");
  expect(router.state.location.pathname).toBe("/");
  await screen.findByRole("option", { name: "p/shop" });
  await user.keyboard("{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toContain("shop"));
});

test("its keys lead back to its field", async () => {
  serve(async () => ({}));
  const { user } = show();
  const field = await screen.findByRole("combobox");
  await waitFor(() => expect(field).toHaveFocus());
  field.blur();
  await user.keyboard("{Control>}k{/Control}");
  expect(field).toHaveFocus();
});

test("typing asks once, after a pause", async () => {
  const asked = serve(async (text) => ({ repositories: [repository(`p/${text}`)] }));
  const { user } = show();
  await user.type(await screen.findByRole("combobox"), "r:web");
  await screen.findByRole("option", { name: "p/web" });
  expect(asked).toEqual(["web"]);
});

test("policies of replication are found by whoever may list them", async () => {
  serve(async () => ({}));
  server.use(
    ...session({ username: "admin", sysadmin_flag: true }),
    http.get(`${ROOT}/replication/policies`, ({ request }) => {
      expect(new URL(request.url).searchParams.get("name")).toBe("night");
      return HttpResponse.json([{ id: 3, name: "nightly" }]);
    }),
  );
  const { user, router } = show();
  await user.type(await screen.findByRole("combobox"), "night");
  await user.click(await screen.findByRole("option", { name: "nightly" }));
  expect(router.state.location.pathname).toBe("/admin/replication/3");
});

test("arrows choose, Enter does it, and the field says what is chosen", async () => {
  serve(async () => ({}));
  const done: string[] = [];
  const { user } = show([
    { id: "one", label: "First", kind: "action", run: () => done.push("one") },
    { id: "two", label: "Second", kind: "action", run: () => done.push("two") },
  ]);
  const field = await screen.findByRole("combobox");
  await waitFor(() => expect(field).toHaveFocus());
  await user.keyboard(">{ArrowDown}");
  const second = screen.getByRole("option", { name: "Second" });
  expect(second).toHaveAttribute("aria-selected", "true");
  expect(field).toHaveAttribute("aria-activedescendant", second.id);
  await user.keyboard("{Enter}");
  expect(done).toEqual(["two"]);
});
