import { screen, waitFor, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import { anArtifact, digestOf } from "@/shared/artifacts/samples";
import type { Artifact } from "./api";
import { ArtifactPage } from "./artifact-page";
import { isGenuine } from "./raw-manifest";

const ROOT = `${location.origin}/api/v2.0`;
const DIGEST = digestOf("a");
const PAGE = <ArtifactPage project="acme" repository="web/shop" digest={DIGEST} />;

/** The project acme with one artifact, as *artifact* says. */
function serve(artifact: Partial<Artifact> = {}): void {
  server.use(
    ...session({ username: "dora" }),
    http.get(`${ROOT}/projects/acme`, () => HttpResponse.json({ metadata: { public: "false" } })),
    http.get(`${ROOT}/projects/acme/repositories/:name/artifacts/:digest`, () =>
      HttpResponse.json(anArtifact({ digest: DIGEST, ...artifact })),
    ),
    http.get(`${ROOT}/projects/acme/repositories/:name/artifacts/:digest/storage`, () =>
      HttpResponse.json({ scope: "registry", logical: 3, stored: 3, unique: 1024, shared: 2 }),
    ),
  );
}

test("what the caller may not do is not there", async () => {
  serve({ actions: ["artifact:read", "repository:pull", "tag:list"] });
  renderPage(PAGE);
  expect(await screen.findByRole("heading", { level: 1, name: "web/shop:1.0" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Copy to…" })).toBeVisible();
  for (const name of ["Delete…", "Add tag", "Add label"]) {
    expect(screen.queryByRole("button", { name })).toBeNull();
  }
});

test("it says of which indexes it is part, by their tags", async () => {
  const untagged = digestOf("c");
  serve({
    parents: [
      { digest: digestOf("b"), tags: ["2.0", "latest"] },
      { digest: untagged, tags: [] },
    ],
  });
  renderPage(PAGE);
  expect(await screen.findByText("Part of")).toBeVisible();
  const link = screen.getByRole("link", { name: "2.0, latest" });
  expect(link).toHaveAttribute("href", expect.stringContaining("b".repeat(64)));
  expect(screen.getByRole("link", { name: new RegExp(untagged.slice(7, 15)) })).toBeVisible();
});

test("a deletion is refused before it is tried where a rule protects a tag", async () => {
  const [tag] = anArtifact().tags ?? [];
  serve({ actions: ["artifact:delete"], tags: tag ? [{ ...tag, immutable: true }] : [] });
  const { user } = renderPage(PAGE);
  await user.click(await screen.findByRole("button", { name: "Delete…" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete this artifact" });
  expect(within(dialog).getByText("Cannot be deleted: a rule protects these tags")).toBeVisible();
  expect(within(dialog).getByRole("button", { name: "Delete artifact" })).toBeDisabled();
});

test("a new tag that is taken is told at its name", async () => {
  serve({ actions: ["tag:create"] });
  server.use(
    http.post(`${ROOT}/projects/acme/repositories/:name/artifacts/:digest/tags`, () =>
      HttpResponse.json({ errors: [{ code: "CONFLICT", message: "is there" }] }, { status: 409 }),
    ),
  );
  const { user } = renderPage(PAGE);
  await user.click(await screen.findByRole("button", { name: "Add tag" }));
  const dialog = await screen.findByRole("dialog", { name: "Add a tag" });
  await user.type(within(dialog).getByRole("textbox", { name: /Name/ }), "latest");
  await user.click(within(dialog).getByRole("button", { name: "Add tag" }));
  expect(await within(dialog).findByText("is there")).toBeVisible();
});

test("labels beyond the first page are offered as well", async () => {
  serve({ actions: ["artifact-label:create"] });
  server.use(
    http.get(`${ROOT}/labels`, ({ request }) => {
      const asked = new URL(request.url).searchParams;
      const page = Number(asked.get("page") ?? 1);
      if (asked.get("scope") === "g") return HttpResponse.json([]);
      return HttpResponse.json([{ id: page, name: `label ${page}`, color: "" }], {
        headers: { "X-Total-Count": "2" },
      });
    }),
  );
  const { user } = renderPage(PAGE);
  await user.click(await screen.findByRole("button", { name: "Add label" }));
  expect(await screen.findByRole("menuitem", { name: "label 1" })).toBeVisible();
  expect(await screen.findByRole("menuitem", { name: "label 2" })).toBeVisible();
});

test("an artifact that is gone leads to what is there", async () => {
  serve();
  server.use(
    http.get(`${ROOT}/projects/acme/repositories/:name/artifacts/:digest`, () =>
      HttpResponse.json({ errors: [{ code: "NOT_FOUND", message: "no" }] }, { status: 404 }),
    ),
  );
  renderPage(PAGE);
  expect(await screen.findByText("This artifact is not here")).toBeVisible();
  const link = screen.getByRole("link", { name: "See what the repository has" });
  expect(link).toHaveAttribute("href", "/projects/acme/repos/web/shop/-/tags");
});

test("the layers of an image, and on demand the steps that made none", async () => {
  serve({ addition_links: { build_history: { href: "", absolute: false } } });
  const one = `${ROOT}/projects/acme/repositories/:name/artifacts/:digest`;
  const media_type = "application/vnd.oci.image.layer.v1.tar+gzip";
  server.use(
    http.get(`${one}/layers`, () =>
      HttpResponse.json([
        { digest: digestOf("b"), size: 3072, media_type, command: "ADD x", created: "" },
        { digest: digestOf("c"), size: 1024, media_type, command: "COPY y", created: "" },
      ]),
    ),
    http.get(`${one}/additions/build_history`, () =>
      HttpResponse.text(
        JSON.stringify([
          { created_by: "ADD x" },
          { created_by: "ENV A=1", empty_layer: true },
          { created_by: "COPY y" },
        ]),
      ),
    ),
  );
  const { user, router } = renderPage(PAGE, "/?tab=layers");
  expect(await screen.findByText("2 layers, 4 KiB compressed")).toBeVisible();
  expect(screen.getByText("75%")).toBeVisible();
  expect(screen.queryByText("ENV A=1")).toBeNull();
  await user.click(screen.getByRole("switch", { name: "Show 1 step that added no bytes" }));
  expect(await screen.findByText("ENV A=1")).toBeVisible();
  await waitFor(() => expect(router.state.location.search).toMatchObject({ steps: true }));
});

test("a configuration that is no JSON is shown as the text that it is", async () => {
  serve();
  const one = `${ROOT}/projects/acme/repositories/:name/artifacts/:digest`;
  const config = { mediaType: "application/json", digest: digestOf("c"), size: 9 };
  server.use(
    http.get(`${one}/manifest`, () => HttpResponse.json({ schemaVersion: 2, config })),
    http.get(`${one}/config`, () => HttpResponse.text("not: json")),
  );
  renderPage(PAGE, "/?tab=manifest");
  expect(await screen.findByRole("region", { name: "Manifest" })).toHaveTextContent(
    '"schemaVersion": 2',
  );
  const shown = screen.getByRole("region", { name: "Configuration" });
  expect(shown).toHaveTextContent("not: json");
});

test("bytes are checked against the digest", async () => {
  const bytes = new TextEncoder().encode("{}").buffer as ArrayBuffer;
  const digest = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
  expect(await isGenuine(bytes, digest)).toBe(true);
  expect(await isGenuine(bytes, digestOf("a"))).toBe(false);
  expect(await isGenuine(bytes, "md5:00")).toBeNull();
});
