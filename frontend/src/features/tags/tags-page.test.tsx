import { screen, waitFor, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import { A, aRemoval, B, row } from "./sample";
import { TagsPage } from "./tags-page";

const REPOSITORY = `${location.origin}/api/v2.0/projects/acme/repositories/:repository`;

const REMOVALS = `${REPOSITORY}/bulk/delete-matching-tags`;

/** Answers all that the page asks; the queries of its lists are gathered. */
function serve(tags: object[], actions: string[], total = tags.length): URLSearchParams[] {
  const asked: URLSearchParams[] = [];
  server.use(
    ...session({ username: "dora" }),
    http.get(REPOSITORY, () =>
      HttpResponse.json({
        project_id: 1,
        description: "",
        tag_count: total,
        artifact_count: 2,
        pull_count: 0,
        actions,
      }),
    ),
    http.get(`${REPOSITORY}/tags`, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json(tags, { headers: { "X-Total-Count": `${total}` } });
    }),
    http.get(REMOVALS, () => HttpResponse.json([])),
  );
  return asked;
}

const ADDRESS = "/projects/acme/repos/web/shop/-/tags";
const PAGE = <TagsPage project="acme" repository="web/shop" />;

test("one request brings all that the rows show", async () => {
  const asked = serve([row("1.0", A, { protected_by: "rule 1" }), row("latest", A)], []);
  renderPage(PAGE, `${ADDRESS}?q=v1&signed=yes&sort=name`);
  expect(await screen.findByRole("img", { name: "Protected: rule 1" })).toBeVisible();
  expect(screen.getAllByText("dora")).toHaveLength(2);
  expect(screen.getAllByRole("button", { name: /^2 of the tags shown have/ })).toHaveLength(2);
  expect(asked).toHaveLength(1);
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    q: "name=~v1,signed=true",
    sort: "natural",
    page_size: "100",
    after: "",
  });
});

test("who may change nothing is offered no change", async () => {
  serve([row("1.0", A)], ["repository:read"]);
  const { user } = renderPage(PAGE, ADDRESS);
  await user.click(await screen.findByRole("checkbox", { name: "Select 1.0" }));
  expect(screen.getByRole("button", { name: "Copy references" })).toBeVisible();
  for (const name of ["Delete tags", "Delete artifacts", "Attach label", "Edit the description"]) {
    expect(screen.queryByRole("button", { name })).toBeNull();
  }
});

test("what a deletion was refused for stands beside what was done", async () => {
  serve([row("1.0", A), row("2.0", B), row("3.0", B, { protected_by: "rule 1" })], ["tag:delete"]);
  const sent: unknown[] = [];
  server.use(
    http.post(`${REPOSITORY}/bulk/delete-tags`, async ({ request }) => {
      sent.push(await request.json());
      const error = { code: "PRECONDITION", message: "is protected since" };
      const results = [
        { item: "1.0", status: 200, error: null },
        { item: "2.0", status: 412, error },
      ];
      return HttpResponse.json({ done: 1, failed: 1, results });
    }),
  );
  const { user } = renderPage(PAGE, ADDRESS);
  await user.click(await screen.findByRole("checkbox", { name: "Select all on this page" }));
  await user.click(screen.getByRole("button", { name: "Delete tags" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete tags" });
  expect(await within(dialog).findByText("3.0: rule 1")).toBeInTheDocument();
  await user.click(within(dialog).getByRole("button", { name: "Delete 2 tags" }));
  const told = await screen.findByRole("dialog", { name: "Delete tags" });
  expect(await within(told).findByText("2.0: is protected since")).toBeInTheDocument();
  expect(within(told).getByText("1 tag was deleted")).toBeInTheDocument();
  await waitFor(() => expect(sent).toEqual([{ tags: ["1.0", "2.0"] }]));
});

test("an empty repository tells how to push, a filtered one how to see all again", async () => {
  serve([], ["repository:push"]);
  const { unmount } = renderPage(PAGE, ADDRESS);
  expect(await screen.findByText("docker push r.example/acme/web/shop:1.0")).toBeVisible();
  unmount();
  renderPage(PAGE, `${ADDRESS}?type=CHART`);
  expect(await screen.findByText("Nothing matches these filters")).toBeVisible();
});

test("all that match are deleted in the background, also those that are not shown", async () => {
  serve([row("1.0", A), row("1.1", B)], ["tag:delete", "artifact:delete"], 500);
  const sent: unknown[] = [];
  const begun = aRemoval({ status: "Running", q: "name=~1", done: 100, total: 500 });
  server.use(
    http.post(REMOVALS, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(begun, { status: 202 });
    }),
    http.get(`${REMOVALS}/7`, () => HttpResponse.json(begun)),
  );
  const { user } = renderPage(PAGE, `${ADDRESS}?q=1`);
  await user.click(await screen.findByRole("checkbox", { name: "Select 1.0" }));
  const choose = () => screen.queryByRole("button", { name: "Select all 500 matching" });
  expect(choose()).toBeNull();
  await user.click(screen.getByRole("checkbox", { name: "Select 1.1" }));
  await user.click(choose() as HTMLElement);
  const bar = screen.getByRole("region", { name: "500 selected" });
  expect(within(bar).getAllByRole("button")).toHaveLength(2);

  await user.click(within(bar).getByRole("button", { name: "Delete all matching tags" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete all matching tags" });
  expect(within(dialog).getByText("name=~1")).toBeVisible();
  const confirm = within(dialog).getByRole("button", { name: "Delete 500 tags" });
  expect(confirm).toBeDisabled();
  await user.type(within(dialog).getByRole("textbox"), "web/shop");
  await user.click(confirm);
  expect(await screen.findByText("100 of 500")).toBeVisible();
  expect(sent).toEqual([{ q: "name=~1", expected: 500 }]);
  expect(screen.queryByRole("region", { name: /selected/ })).toBeNull();
  expect(screen.getByRole("button", { name: "Stop" })).toBeEnabled();
});

test("to choose less again leaves all that match out of it", async () => {
  serve([row("1.0", A), row("1.1", B)], ["tag:delete"], 500);
  const { user } = renderPage(PAGE, ADDRESS);
  await user.click(await screen.findByRole("checkbox", { name: "Select all on this page" }));
  await user.click(screen.getByRole("button", { name: "Select all 500 matching" }));
  await user.click(screen.getByRole("checkbox", { name: "Select 1.1" }));
  expect(screen.getByRole("region", { name: "1 selected" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Delete tags" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Delete all matching tags" })).toBeNull();
});

test("how a deletion of all that match has ended is told until it is put away", async () => {
  const asked = serve([row("1.0", A)], ["tag:delete", "artifact:delete"]);
  const ended = aRemoval({
    status: "Stopped",
    end_time: new Date().toISOString(),
    done: 120,
    deleted: 18,
    skipped: { immutable: 101, changed: 1, gone: 0 },
    skipped_tags: [
      { name: "1.0", reason: "immutable", message: "" },
      { name: "1.1", reason: "changed", message: "" },
    ],
  });
  server.use(
    http.get(REMOVALS, () => HttpResponse.json([ended])),
    http.get(`${REMOVALS}/7`, () => HttpResponse.json(ended)),
  );
  const { user, unmount } = renderPage(PAGE, ADDRESS);
  const told = await screen.findByText("18 tags were deleted");
  // The first list may have been made while tags were still going.
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(told).toBeVisible();
  expect(screen.getByText("380 tags were not looked at any more")).toBeVisible();
  const skipped = screen.getByRole("alert", { name: "102 tags were skipped" });
  expect(within(skipped).getByText("101 are protected by rules: 1.0")).toBeVisible();
  expect(within(skipped).getByText("1 was pushed again meanwhile: 1.1")).toBeVisible();
  expect(within(skipped).getByText("The first 2 of them are shown.")).toBeVisible();
  const trash = screen.getByRole("link", { name: "Bring back from the trash" });
  expect(trash).toHaveAttribute("href", "/projects/acme/trash?type=tag&q=web%2Fshop");
  const panel = told.closest("section");
  assert(panel);
  await user.click(within(panel).getByRole("button", { name: "Close" }));
  expect(screen.queryByText("18 tags were deleted")).toBeNull();
  unmount();
  renderPage(PAGE, ADDRESS);
  expect(await screen.findByRole("link", { name: "1.0" })).toBeVisible();
  expect(screen.queryByText("18 tags were deleted")).toBeNull();
});
