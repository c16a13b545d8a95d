import { screen } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { loginCommands, type PullTarget, pullCommands, pushCommands, shellWord } from "./commands";
import { PullBox } from "./pull-box";

const DIGEST = `sha256:${"a".repeat(64)}`;
const TARGET: PullTarget = {
  host: "registry.example:8443",
  project: "acme",
  repository: "web/shop",
  reference: "1.0",
  isDigest: false,
  username: "dora",
};

function texts(...[client, target]: Parameters<typeof pullCommands>): string[] {
  return pullCommands(client, target).map(({ text }) => text);
}

test.each(["docker", "podman", "nerdctl", "oras"] as const)("%s pulls by its own verb", (name) => {
  expect(texts(name, TARGET)).toEqual([`${name} pull registry.example:8443/acme/web/shop:1.0`]);
});

test("a platform is a flag, by each client's own name", () => {
  const target = { ...TARGET, platform: "linux/arm/v7" };
  expect(texts("docker", target)[0]).toContain("pull --platform linux/arm/v7 registry");
  expect(texts("dockerfile", target)[0]).toMatch(/^FROM --platform=linux\/arm\/v7 registry/);
  expect(texts("crane", target)[1]).toBe(
    "skopeo --override-os linux --override-arch arm --override-variant v7 copy docker://registry.example:8443/acme/web/shop:1.0 docker-archive:shop.tar",
  );
});

test("a chart is pulled by its version, whose plus no tag can have", () => {
  expect(texts("helm", { ...TARGET, reference: "1.0.0_b1" })).toEqual([
    "helm pull oci://registry.example:8443/acme/web/shop --version 1.0.0+b1",
  ]);
  expect(texts("helm", { ...TARGET, reference: DIGEST, isDigest: true })).toEqual([
    `helm pull oci://registry.example:8443/acme/web/shop@${DIGEST}`,
  ]);
});

test("a secret's name is one that Kubernetes takes", () => {
  const [, secret, pod] = texts("kubernetes", { ...TARGET, project: "my_team" });
  expect(secret).toContain("docker-registry my-team-pull");
  expect(pod).toContain("- name: my-team-pull");
});

test("names are quoted where a shell would change them", () => {
  expect(shellWord("dora")).toBe("dora");
  expect(shellWord("robot$acme+ci")).toBe("'robot$acme+ci'");
  expect(loginCommands("helm", "h", "robot$a")[0]?.text).toBe(
    "helm registry login h --username 'robot$a'",
  );
});

test("a chart is pushed to where its own name is added", () => {
  const where = { host: "h", project: "acme", repository: "charts/shop" };
  expect(pushCommands("helm", where)[0]?.text).toBe("helm push shop-1.0.0.tgz oci://h/acme/charts");
});

test("what was chosen is remembered, and only what fits is offered", async () => {
  server.use(...session({ username: "dora" }));
  const box = <PullBox project="acme" repository="shop" tag="1.0" digest={DIGEST} kind="image" />;
  const { user, unmount } = renderPage(box);
  expect(await screen.findByText("docker pull r.example/acme/shop:1.0")).toBeVisible();
  expect(screen.queryByRole("tab", { name: "Helm" })).toBeNull();
  await user.click(screen.getByRole("tab", { name: "Podman" }));
  await user.click(screen.getByRole("radio", { name: "Digest" }));
  expect(screen.getByText(`podman pull r.example/acme/shop@${DIGEST}`)).toBeVisible();
  unmount();
  renderPage(box);
  expect(await screen.findByText(`podman pull r.example/acme/shop@${DIGEST}`)).toBeVisible();
});
