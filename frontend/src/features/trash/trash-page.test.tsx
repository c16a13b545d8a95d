import { screen, waitFor, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import type { Item, Wanted } from "./model";
import { TrashPage } from "./trash-page";

const PROJECT = `${location.origin}/api/v2.0/projects/acme`;
const DIGEST = `sha256:${"3f1c".repeat(16)}`;
const ARTIFACT: Item = {
  id: 1,
  type: "artifact",
  repository: "acme/shop",
  digest: DIGEST,
  tag: "",
  tags: ["1.0", "latest"],
  artifact_count: 0,
  tag_count: 0,
  bytes: 2048,
  deleted_at: "2026-11-20T10:00:00Z",
  deleted_by: "mona",
  kept_until: "2026-11-27T10:00:00Z",
};
const TAG: Item = { ...ARTIFACT, type: "tag", tag: "2.0", tags: [], bytes: 0 };

function serve(items: Item[]): URLSearchParams[] {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(`${location.origin}/api/v2.0/systeminfo`, () => HttpResponse.json({ trash_days: 7 })),
    ...session({ username: "mona" }),
    http.get(`${PROJECT}/trash`, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json(items, { headers: { "X-Total-Count": `${items.length}` } });
    }),
  );
  return asked;
}

const MOVED_ON = { code: "CONFLICT", message: "names another by now" };

/** What is asked back in one go. */
function serveRestoringMany(faultOf: (item: Wanted) => typeof MOVED_ON | null): Wanted[] {
  const sent: Wanted[] = [];
  server.use(
    http.post(`${PROJECT}/bulk/restore`, async ({ request }) => {
      const { items } = (await request.json()) as { items: Wanted[] };
      sent.push(...items);
      const results = items.map((item) => {
        const error = faultOf(item);
        return { item: item.type, status: error ? 409 : 200, error };
      });
      const failed = results.filter(({ error }) => error).length;
      return HttpResponse.json({ done: results.length - failed, failed, results });
    }),
  );
  return sent;
}

test("what the address says is asked for, and each row tells what comes back with it", async () => {
  const asked = serve([ARTIFACT]);
  renderPage(<TrashPage project="acme" />, "/projects/acme/trash?q=shop&type=artifact");
  const row = (await screen.findByText(/^shop@3f1c/)).closest("tr");
  expect(within(row as HTMLElement).getByText("1.0, latest")).toBeVisible();
  expect(within(row as HTMLElement).getByText("mona")).toBeVisible();
  expect(await screen.findByText(/can be brought back for 7 days/)).toBeVisible();
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    type: "artifact",
    q: "name=~shop",
    sort: "-deleted_at",
    page: "1",
    page_size: "50",
  });
});

test("tags that an artifact comes back without can be moved back all the same", async () => {
  serve([ARTIFACT]);
  const sent: unknown[] = [];
  const forced = serveRestoringMany(() => null);
  server.use(
    http.post(`${PROJECT}/trash/restore`, async ({ request }) => {
      sent.push(await request.json());
      const answer = { digest: DIGEST, tags: ["1.0"], tags_left: ["latest"], manifest_count: 1 };
      return HttpResponse.json(answer);
    }),
  );
  const { user } = renderPage(<TrashPage project="acme" />, "/projects/acme/trash");
  await user.click(await screen.findByRole("button", { name: /^Restore shop@/ }));
  const told = await screen.findByRole("dialog", { name: "1 item could not be brought back" });
  expect(within(told).getByText("1 item is back")).toBeVisible();
  expect(within(told).getByText("shop:latest: names something else by now")).toBeVisible();
  expect(sent).toEqual([
    { type: "artifact", repository: "acme/shop", digest: DIGEST, force: false },
  ]);
  await user.click(within(told).getByRole("button", { name: "Move the tag back" }));
  await waitFor(() => expect(told).not.toBeVisible());
  expect(forced).toEqual([
    { type: "tag", repository: "acme/shop", tag: "latest", digest: DIGEST, force: true },
  ]);
});

test("of many that were chosen, each that was refused says why", async () => {
  serve([TAG, ARTIFACT]);
  serveRestoringMany(({ type }) => (type === "tag" ? MOVED_ON : null));
  const { user } = renderPage(<TrashPage project="acme" />, "/projects/acme/trash");
  await user.click(await screen.findByRole("checkbox", { name: "Select shop:2.0" }));
  await user.click(screen.getByRole("checkbox", { name: /^Select shop@/ }));
  await user.click(screen.getByRole("button", { name: "Restore" }));
  const told = await screen.findByRole("dialog", { name: "1 item could not be brought back" });
  expect(within(told).getByText("1 item is back")).toBeVisible();
  expect(within(told).getByText("shop:2.0: names another by now")).toBeVisible();
});

test("a tag that was pushed anew meanwhile is moved once that is insisted on", async () => {
  serve([TAG]);
  server.use(
    http.post(`${PROJECT}/trash/restore`, () =>
      HttpResponse.json({ errors: [MOVED_ON] }, { status: 409 }),
    ),
  );
  const forced = serveRestoringMany(() => null);
  const { user } = renderPage(<TrashPage project="acme" />, "/projects/acme/trash");
  await user.click(await screen.findByRole("button", { name: "Restore shop:2.0" }));
  const told = await screen.findByRole("dialog", { name: "1 item could not be brought back" });
  await user.click(within(told).getByRole("button", { name: "Move the tag back" }));
  expect(await screen.findByText("1 item is back")).toBeVisible();
  expect(forced).toMatchObject([{ type: "tag", tag: "2.0", force: true }]);
});

test("an empty trash says so", async () => {
  serve([]);
  renderPage(<TrashPage project="acme" />, "/projects/acme/trash");
  expect(await screen.findByText("The trash is empty")).toBeVisible();
});
