import { screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server } from "@tests/server";
import { HttpResponse, http } from "msw";
import { RetentionPage } from "./retention-page";
import { aPolicy, aRule } from "./sample";
import { ROOT, serve } from "./sample-server";

test("a first rule is previewed before it is saved, and makes the policy", async () => {
  const now = serve({});
  server.use(
    http.post(ROOT, async ({ request }) => {
      now.sent.push(await request.json());
      now.policy = aPolicy(aRule({ template: "always", params: {} }));
      return new HttpResponse(null, { status: 201, headers: { Location: `${ROOT}/5` } });
    }),
  );
  const { user } = renderPage(<RetentionPage project="acme" />, "/projects/acme/retention");
  expect(await screen.findByText("Everything is kept")).toBeVisible();
  await user.click(await screen.findByRole("button", { name: "Add a rule" }));
  const bar = await screen.findByRole("region", { name: "The rules are not saved" });
  expect(
    await within(bar).findByText("1 of 2 artifacts would be deleted, 1 KiB freed."),
  ).toBeVisible();
  const template = await screen.findByRole("combobox", { name: "Keep" });
  expect(template).toHaveFocus();
  await user.click(template);
  await user.click(await screen.findByRole("option", { name: "all artifacts" }));
  await vi.waitFor(() => expect(now.previews.at(-1)?.rules[0]?.template).toBe("always"));
  await user.click(within(bar).getByRole("button", { name: "Save the rules" }));
  await vi.waitFor(() => expect(screen.queryByRole("region", { name: /not saved/ })).toBeNull());
  expect(now.sent).toMatchObject([
    { scope: { level: "project", ref: 7 }, rules: [{ template: "always", params: {} }] },
  ]);
  expect(screen.getByText(/All artifacts with a tag that matches “v\*”/)).toBeVisible();
  expect(screen.getByRole("heading", { name: "Schedule" })).toBeVisible();
});

test("rules that are changed are previewed, and those that are not whole are neither that nor saved", async () => {
  const now = serve({ policy: aPolicy(aRule()) });
  const { user } = renderPage(<RetentionPage project="acme" />, "/projects/acme/retention");
  await user.click(await screen.findByRole("button", { name: "Edit Rule 1" }));
  const count = await screen.findByRole("textbox", { name: "Artifacts" });
  await user.clear(count);
  const bar = await screen.findByRole("region", { name: "The rules are not saved" });
  expect(within(bar).getByText("Rule 1 is not complete.")).toBeVisible();
  expect(within(bar).getByRole("button", { name: "Save the rules" })).toBeDisabled();
  const before = now.previews.length;
  await user.type(count, "8");
  await vi.waitFor(() => expect(now.previews.length).toBe(before + 1));
  expect(now.previews.at(-1)?.rules[0]?.params).toEqual({ latestPushedK: 8 });
  await user.click(within(bar).getByRole("button", { name: "Discard" }));
  expect(screen.getByText(/^The 3 most recently pushed artifacts/)).toBeVisible();
  expect(now.sent).toEqual([]);
});

test("a rule is turned off, moved and removed", async () => {
  const other = aRule({ id: 2, template: "always", params: {} });
  const now = serve({ policy: aPolicy(aRule(), other) });
  const { user } = renderPage(<RetentionPage project="acme" />, "/projects/acme/retention");
  const choose = async (rule: number, name: string) => {
    await user.click(await screen.findByRole("button", { name: `More about Rule ${rule}` }));
    await user.click(await screen.findByRole("menuitem", { name }));
  };
  await choose(1, "Turn off");
  expect(screen.getByText("Off")).toBeVisible();
  await choose(1, "Move down");
  await user.click(screen.getByRole("button", { name: "Save the rules" }));
  await vi.waitFor(() => expect(now.sent).toHaveLength(1));
  expect(now.sent[0]).toMatchObject({
    rules: [
      { template: "always", disabled: false },
      { template: "latestPushedK", disabled: true },
    ],
  });
  await vi.waitFor(() => expect(screen.queryByRole("region", { name: /not saved/ })).toBeNull());
  await choose(2, "Remove");
  await user.click(screen.getByRole("button", { name: "Save the rules" }));
  await vi.waitFor(() => expect(now.sent[1]).toMatchObject({ rules: [{ disabled: false }] }));
});
