import { screen, waitFor, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import { A, B, row } from "./sample";
import { TagsPage } from "./tags-page";

const REPOSITORY = `${location.origin}/api/v2.0/projects/acme/repositories/:repository`;

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
