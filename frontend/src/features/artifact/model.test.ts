import { aChild, aLayer, anIndex } from "@/shared/artifacts/samples";
import type { Accessory, Tag } from "./api";
import { dependencies, linkedValue } from "./config";
import { barParts, buildSteps } from "./layers";
import {
  bestTag,
  deletionImpact,
  isRepositoryName,
  isTagName,
  mayPush,
  referrerKind,
  tabsOf,
} from "./model";

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

test("an index of nothing has no layers to show", () => {
  expect(tabsOf(anIndex([]))).not.toContain("layers");
});

test("what goes with an artifact, and what a rule keeps", () => {
  const artifact = anIndex([aChild({ os: "linux", architecture: "amd64" }, "b")], {
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

test("steps without bytes stand where they were made", () => {
  const history = [{ created_by: "ADD x" }, { created_by: "ENV A=1", empty_layer: true }, {}];
  const steps = buildSteps([aLayer("a", 1), aLayer("b", 2)], history);
  expect(steps.map(({ kind }) => kind)).toEqual(["layer", "empty", "layer"]);
  const mismatched = buildSteps([aLayer("a", 1)], history);
  expect(mismatched.map(({ kind }) => kind)).toEqual(["layer"]);
});

test("a bar of many layers joins the smallest, and loses no byte", () => {
  const steps = buildSteps(
    Array.from({ length: 60 }, (_, at) => aLayer("a", at + 1)),
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

test("dependencies that are not as they should be are read as far as it goes", () => {
  expect(dependencies('[{"name":"redis"}, null]')).toEqual([
    { name: "redis", version: "", repository: "" },
    { name: "", version: "", repository: "" },
  ]);
});
