import type { Accessory, Artifact, Reference, Tag } from "./api";
import { dependencies, imageConfig, linkedValue } from "./config";
import { barParts, buildSteps, instruction } from "./layers";
import {
  attestationsOf,
  bestTag,
  chosenPlatform,
  deletionImpact,
  isRepositoryName,
  isTagName,
  kindOf,
  mayPush,
  platformsOf,
  referrerKind,
  tabsOf,
} from "./model";
import { anArtifact, digestOf } from "./samples";

const INDEX = "application/vnd.oci.image.index.v1+json";

function tag(name: string, push_time = "2026-01-01T00:00:00Z", immutable = false): Tag {
  return {
    id: 1,
    repository_id: 1,
    artifact_id: 1,
    name,
    push_time,
    pull_time: "0001-01-01T00:00:00Z",
    immutable,
  };
}

function child(platform: Record<string, string>, fill: string, annotations = {}): Reference {
  return {
    parent_id: 1,
    child_id: 2,
    child_digest: digestOf(fill),
    platform,
    annotations,
    size: 1,
  };
}

function index(references: Reference[], rest: Partial<Artifact> = {}): Artifact {
  return anArtifact({ manifest_media_type: INDEX, media_type: INDEX, references, ...rest });
}

test.each([
  [["latest", "2.0", "2.0.1", "2"], "2.0.1"],
  [["latest", "main"], "main"],
  [["latest"], "latest"],
  [[], undefined],
])("of %j the best is %s", (names, best) => {
  expect(bestTag(names.map((name) => tag(name)))).toBe(best);
});

test("among names that are no versions the newest is the best", () => {
  const tags = [tag("a", "2026-01-01T00:00:00Z"), tag("b", "2026-02-01T00:00:00Z")];
  expect(bestTag(tags)).toBe("b");
});

test("an index lists platforms, each by a name of its own, and apart from them attestations", () => {
  const arm = { os: "linux", architecture: "arm64", variant: "v8" };
  const artifact = index([
    child(arm, "a"),
    child({ os: "linux", architecture: "amd64" }, "b"),
    child({ os: "linux", architecture: "amd64" }, "c"),
    child({ os: "unknown", architecture: "unknown" }, "d", {
      "vnd.docker.reference.type": "attestation-manifest",
      "vnd.docker.reference.digest": digestOf("b"),
    }),
  ]);
  const platforms = platformsOf(artifact);
  expect(platforms.map(({ name }) => name)).toEqual([
    "linux/arm64/v8",
    "linux/amd64",
    "linux/amd64 (cccccccccccc)",
  ]);
  expect(chosenPlatform(platforms, undefined)?.name).toBe("linux/amd64");
  expect(chosenPlatform(platforms, "linux/arm64/v8")?.digest).toBe(digestOf("a"));
  expect(chosenPlatform(platforms, "plan9/mips")?.name).toBe("linux/amd64");
  expect(attestationsOf(artifact, digestOf("b"))).toHaveLength(1);
  expect(attestationsOf(artifact, digestOf("a"))).toHaveLength(0);
});

test("a signature is stored as images are, and is none", () => {
  const signature = "application/vnd.dev.cosign.artifact.sig.v1+json";
  expect(kindOf(anArtifact({ artifact_type: signature }))).toBe("artifact");
  expect(kindOf(anArtifact())).toBe("image");
  expect(kindOf(index([]))).toBe("index");
  expect(tabsOf(index([]))).not.toContain("layers");
});

test("what goes with an artifact, and what a rule keeps", () => {
  const artifact = index([child({ os: "linux", architecture: "amd64" }, "b")], {
    tags: [tag("1.0", undefined, true), tag("latest")],
  });
  const impact = deletionImpact(artifact);
  expect(impact.tags).toEqual(["1.0", "latest"]);
  expect(impact.immutable).toEqual(["1.0"]);
  expect(impact.children.map(({ name }) => name)).toEqual(["linux/amd64"]);
});

test.each([
  ["signature.cosign", "", "signature"],
  ["subject.accessory", "application/spdx+json", "sbom"],
  ["subject.accessory", "application/vnd.in-toto+json", "attestation"],
  ["subject.accessory", "text/plain", "other"],
])("%s of %s is a %s", (type, artifact_type, kind) => {
  expect(referrerKind({ type, artifact_type } as Accessory)).toBe(kind);
});

test("roles that push", () => {
  const project = { current_user_role_ids: [] as number[] };
  expect(mayPush({ ...project, current_user_role_id: 2 } as never)).toBe(true);
  expect(mayPush({ ...project, current_user_role_id: 3 } as never)).toBe(false);
});

test("names of tags and repositories", () => {
  expect([isTagName("v1.0_x"), isTagName(".x"), isTagName("a/b")]).toEqual([true, false, false]);
  const isName = (name: string) => isRepositoryName(name, "acme");
  expect([isName("a/b--c"), isName("a//b"), isName("A")]).toEqual([true, false, false]);
});

test("a repository's name is as long as the project's leaves it room", () => {
  expect(isRepositoryName("a".repeat(250), "acme")).toBe(true);
  expect(isRepositoryName("a".repeat(251), "acme")).toBe(false);
});

const layer = (fill: string, size: number, command = "") => ({
  digest: digestOf(fill),
  size,
  media_type: "application/vnd.oci.image.layer.v1.tar+gzip",
  command,
  created: "",
});

test("steps without bytes stand where they were made", () => {
  const history = [{ created_by: "ADD x" }, { created_by: "ENV A=1", empty_layer: true }, {}];
  const steps = buildSteps([layer("a", 1), layer("b", 2)], history);
  expect(steps.map(({ kind }) => kind)).toEqual(["layer", "empty", "layer"]);
  const mismatched = buildSteps([layer("a", 1)], history);
  expect(mismatched.map(({ kind }) => kind)).toEqual(["layer"]);
});

test.each([
  ["RUN /bin/sh -c make all # buildkit", "RUN make all"],
  ['/bin/sh -c #(nop)  CMD ["x"]', 'CMD ["x"]'],
  ["/bin/sh -c apk add curl", "RUN apk add curl"],
  ["|1 V=2 /bin/sh -c build $V", "RUN build $V"],
  ["COPY . /srv # buildkit", "COPY . /srv"],
])("%s was written as %s", (command, written) => expect(instruction(command)).toBe(written));

test("a bar of many layers joins the smallest, and loses no byte", () => {
  const steps = buildSteps(
    Array.from({ length: 60 }, (_, at) => layer("a", at + 1)),
    [],
  ).filter((step) => step.kind === "layer");
  const parts = barParts(steps);
  expect(parts).toHaveLength(24);
  expect(parts.reduce((sum, { size }) => sum + size, 0)).toBe((60 * 61) / 2);
});

test("labels lead to what they name, and to nothing else", () => {
  const key = (name: string) => `org.opencontainers.image.${name}`;
  const all: [string, string][] = [[key("source"), "https://git.example.com/shop.git"]];
  expect(linkedValue(key("revision"), "0a1b2c3d", all)).toEqual([
    { text: "0a1b2c3d", href: "https://git.example.com/shop/commit/0a1b2c3d" },
  ]);
  expect(linkedValue(key("url"), "javascript:alert(1)", all)).toEqual([
    { text: "javascript:alert(1)" },
  ]);
  const parts = linkedValue(key("licenses"), "(MIT OR Apache-2.0)", all);
  expect(parts.map(({ text }) => text).join("")).toBe("(MIT OR Apache-2.0)");
  expect(parts.filter(({ href }) => href).map(({ text }) => text)).toEqual(["MIT", "Apache-2.0"]);
});

test("a configuration that is not as it should be is read as far as it goes", () => {
  const config = imageConfig({ config: { Env: "PATH=/", Cmd: [1, "x"], Labels: { a: { b: 1 } } } });
  expect(config.environment).toEqual([]);
  expect(config.command).toEqual(["x"]);
  expect(config.labels).toEqual([["a", '{"b":1}']]);
  expect(dependencies('[{"name":"redis"}, null]')).toEqual([
    { name: "redis", version: "", repository: "" },
    { name: "", version: "", repository: "" },
  ]);
});
