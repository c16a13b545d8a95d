import {
  artifactImpact,
  kindOf,
  listTerms,
  namesByDigest,
  orderOf,
  platformName,
  tagImpact,
} from "./model";
import { A, B, row } from "./sample";

const INDEX = "application/vnd.oci.image.index.v1+json";

test("what can be pulled follows from the type and the manifest", () => {
  expect(kindOf(row("a", A))).toBe("image");
  expect(kindOf(row("a", A, { manifest_media_type: INDEX }))).toBe("index");
  expect(kindOf(row("a", A, { type: "CHART" }))).toBe("chart");
  // An index of something that is no image is nothing that a container client takes.
  expect(kindOf(row("a", A, { type: "SBOM", manifest_media_type: INDEX }))).toBe("artifact");
});

test("a platform is named as clients name it", () => {
  expect(platformName({ os: "linux", architecture: "arm", variant: "v7" })).toBe("linux/arm/v7");
  expect(platformName({ os: "", architecture: "", variant: "" })).toBe("");
});

test("the address becomes the API's terms", () => {
  const now = new Date("2026-03-31T12:00:00Z");
  expect(listTerms("name", {}, now)).toBeUndefined();
  expect(listTerms("name", { q: "v1+{x}", signed: "no", label: 7 }, now)).toBe(
    "name=~v1%2B{x},signed=false,labels=7",
  );
  expect(listTerms("name", { q: A, type: "IMAGE" }, now)).toBe(`digest=${A},type=IMAGE`);
  expect(listTerms("name", { idle: "30" }, now)).toBe("pull_time=[~2026-03-01]");
  expect(listTerms("tags", { q: "v1", signed: "yes" }, now)).toBe("tags=~v1,signed=true");
});

test.each([
  [undefined, "-push_time"],
  ["name", "natural"],
  ["-name", "-natural"],
  ["-size", "-size"],
])("the order %j of the address is the API's %j", (sort, order) =>
  expect(orderOf(sort)).toBe(order),
);

test("only digests that several have are marked", () => {
  const names = namesByDigest([row("1", A), row("2", A), row("3", B)]);
  expect([...names]).toEqual([[A, ["1", "2"]]]);
});

test("deleting tags leaves the protected, and tells what keeps the rest", () => {
  const chosen = [row("1", A), row("2", B), row("3", B, { protected_by: "rule 1" })];
  const impact = tagImpact(chosen, [...chosen, row("other", A)]);
  expect(impact.goes.map(({ name }) => name)).toEqual(["1", "2"]);
  expect(impact.isProtected.map(({ name }) => name)).toEqual(["3"]);
  expect(impact.keptBy).toEqual([
    { digest: A, names: ["other"] },
    { digest: B, names: ["3"] },
  ]);
  expect(impact.untagged).toBe(0);
  expect(tagImpact([row("1", A)], [row("1", A)]).untagged).toBe(1);
});

test("deleting artifacts takes their other tags along, but none that a rule holds", () => {
  const siblings = [row("1", A), row("hidden", A), row("2", B, { protected_by: "rule 1" })];
  const impact = artifactImpact([row("1", A), row("1b", A), row("2", B)], siblings);
  expect(impact.digests).toEqual([A]);
  expect(impact.tags).toEqual(["1", "hidden"]);
  expect(impact.held).toEqual([{ digest: B, names: ["2"] }]);
  expect(impact.bytes).toBe(10);
});
