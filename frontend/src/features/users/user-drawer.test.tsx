import { screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import { UserDrawer } from "./user-drawer";

const ROOT = `${location.origin}/api/v2.0`;

/** The user dora, and of the log one page after the other; each but the last leads to the next. */
function serve(pages: object[][], isEndless = false): void {
  server.use(
    ...session({ username: "admin", sysadmin_flag: true }),
    http.get(`${ROOT}/users/5`, () => HttpResponse.json({ user_id: 5, username: "dora" })),
    http.get(`${ROOT}/users/5/tokens`, () => HttpResponse.json([])),
    http.get(`${ROOT}/audit/rows`, ({ request }) => {
      const at = Number(new URL(request.url).searchParams.get("after") ?? 0);
      const hasMore = isEndless || at + 1 < pages.length;
      const headers = hasMore ? { "X-Next-Cursor": `${at + 1}` } : undefined;
      return HttpResponse.json(pages[at] ?? [], headers ? { headers } : {});
    }),
  );
}

async function lastLogin(): Promise<HTMLElement> {
  renderPage(<UserDrawer id={5} onClose={() => undefined} />);
  const drawer = await screen.findByRole("dialog", { name: "User" });
  return (await within(drawer).findByText("Last sign-in with the password"))
    .parentElement as HTMLElement;
}

test("a sign-in that many failed ones came after is found", async () => {
  serve([[], [{ op_time: "2026-01-01T00:00:00Z", source_address: "10.0.0.9" }]]);
  expect(await within(await lastLogin()).findByText(/from 10\.0\.0\.9/)).toBeVisible();
});

test("none in the log is said of the whole log alone", async () => {
  serve([[], []]);
  expect(await within(await lastLogin()).findByText("None in the log")).toBeVisible();
});

test("where the log goes on farther than is read, that is said", async () => {
  serve([], true);
  expect(
    await within(await lastLogin()).findByText("None in the newer part of the log"),
  ).toBeVisible();
});
