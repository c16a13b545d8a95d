import { screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import type { Artifact, Layer } from "@/shared/artifacts/queries";
import { aChild, aLayer, anArtifact, anIndex, digestOf } from "@/shared/artifacts/samples";
import { ComparePage } from "./compare-page";

const REPOSITORY = `${location.origin}/api/v2.0/projects/acme/repositories/:name`;
const PAGE = <ComparePage project="acme" repository="web/shop" />;
const BASE = aLayer("1", 1024, "ADD rootfs");

/** A repository with artifacts by what they are asked for, each with its layers. */
function serve(found: Record<string, { artifact: Artifact; layers?: Layer[] }>): void {
  const missing = () =>
    HttpResponse.json({ errors: [{ code: "NOT_FOUND", message: "no" }] }, { status: 404 });
  server.use(
    ...session({ username: "gus" }),
    http.get(`${REPOSITORY}/tags`, () =>
      HttpResponse.json([{ name: "old" }, { name: "new" }], { headers: { "X-Total-Count": "2" } }),
    ),
    http.get(`${REPOSITORY}/artifacts/:reference`, ({ params }) => {
      const one = found[String(params.reference)];
      return one ? HttpResponse.json(one.artifact) : missing();
    }),
    http.get(`${REPOSITORY}/artifacts/:reference/layers`, ({ params }) => {
      const { layers = [] } =
        Object.values(found).find(({ artifact }) => artifact.digest === params.reference) ?? {};
      return HttpResponse.json(layers, { headers: { "X-Total-Count": `${layers.length}` } });
    }),
  );
}

function image(fill: string, environment: string[]): Artifact {
  const config = { Env: environment };
  return anArtifact({
    digest: digestOf(fill),
    size: 2048,
    extra_attrs: { os: "linux", architecture: "amd64", config },
  });
}

const OLD = {
  artifact: image("a", ["MODE=slow", "A=1"]),
  layers: [BASE, aLayer("2", 512, "RUN x")],
};
const NEW = {
  artifact: image("b", ["MODE=fast", "A=1"]),
  layers: [BASE, aLayer("3", 2048, "RUN x")],
};

test("layers and settings stand side by side, and only those that differ on demand", async () => {
  serve({ old: OLD, new: NEW });
  const { user, router } = renderPage(PAGE, "/?base=old&head=new");
  const layers = await screen.findByRole("table", { name: "Layers" });
  const [, shared, replaced] = within(layers).getAllByRole("row");
  expect(shared).toHaveTextContent(/ADD rootfs.*Shared/);
  expect(replaced).toHaveTextContent(/RUN x.*Replaced.*Base 512 B.*Head 2 KiB.*\+1.5 KiB/);
  const config = screen.getByRole("table", { name: "Configuration" });
  expect(within(config).getByRole("row", { name: /MODE/ })).toHaveTextContent(
    /MODE.*slow.*fast.*Changed/,
  );
  expect(within(config).getByRole("row", { name: /^A / })).toHaveTextContent("Equal");
  await user.click(screen.getByRole("radio", { name: "Changes only" }));
  expect(await screen.findByText("1 shared layer is hidden")).toBeVisible();
  expect(screen.queryByText("ADD rootfs")).toBeNull();
  expect(router.state.location.search).toMatchObject({ show: "changed" });
  await user.click(screen.getByRole("button", { name: "Swap" }));
  expect(await screen.findByText("−1.5 KiB")).toBeVisible();
  expect(router.state.location.search).toMatchObject({ base: "new", head: "old" });
});

test("an image beside an index is compared with the one for its platform, which is said", async () => {
  const platform = { os: "linux", architecture: "amd64" };
  serve({
    old: OLD,
    all: { artifact: anIndex([aChild(platform, "b")], { digest: digestOf("c") }) },
    [digestOf("b")]: NEW,
  });
  renderPage(PAGE, "/?base=old&head=all");
  expect(await screen.findByText(/compared is the head’s image for linux\/amd64/)).toBeVisible();
  expect(await screen.findByRole("table", { name: "Layers" })).toHaveTextContent("Replaced");
});

test("what is not there is named", async () => {
  serve({ old: OLD });
  renderPage(PAGE, "/?base=old&head=gone");
  expect(await screen.findByText("Not in this repository: gone")).toBeVisible();
});

test("charts have layers to compare, and no configuration", async () => {
  const chart = (fill: string) => ({
    artifact: anArtifact({
      type: "CHART",
      digest: digestOf(fill),
      push_time: `2026-01-0${fill}T00:00:00Z`,
    }),
    layers: [aLayer(fill, 10)],
  });
  serve({ old: chart("1"), new: chart("2") });
  renderPage(PAGE, "/?base=old&head=new");
  expect(await screen.findByText(/^Neither of the two is an image to run/)).toBeVisible();
  expect(screen.getByText("1 day newer")).toBeVisible();
  const layers = screen.getByRole("table", { name: "Layers" });
  expect(layers).toHaveTextContent(/Removed.*Added/);
});

test("nothing chosen asks for two", async () => {
  serve({});
  renderPage(PAGE, "/");
  expect(await screen.findByText("Choose two to compare")).toBeVisible();
});
