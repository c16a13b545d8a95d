import { imageConfig } from "@/shared/artifacts/config";
import { aChild, aLayer, anArtifact, anIndex, digestOf } from "@/shared/artifacts/samples";
import { align } from "./align";
import { diffConfigs } from "./config-diff";
import { alignLayers, sumsOf } from "./layers";
import { ageOf, choose, spanInWords } from "./sides";

const equal = (one: string, other: string) => one === other;
const beside = (base: string, head: string) =>
  align([...base], [...head], equal).map(([one = "-", other = "-"]) => one + other);

test.each([
  ["abc", "abc", ["aa", "bb", "cc"]],
  ["abc", "abd", ["aa", "bb", "c-", "-d"]],
  ["abxc", "ayc", ["aa", "b-", "x-", "-y", "cc"]],
  ["ab", "ba", ["a-", "bb", "-a"]],
  ["aa", "a", ["aa", "a-"]],
  ["", "a", ["-a"]],
  ["", "", []],
])("%s beside %s", (base, head, pairs) => expect(beside(base, head)).toEqual(pairs));

test("lists too long to look at every pair keep what begins and ends them", () => {
  const many = (name: string) => Array.from({ length: 1500 }, (_, at) => `${name}${at}`);
  const [base, head] = [many("b"), many("h")].map((middle) => ["first", ...middle, "last"]);
  const pairs = align(base ?? [], head ?? [], equal);
  expect(pairs).toHaveLength(3002);
  expect([pairs[0], pairs.at(-1)]).toEqual([
    ["first", "first"],
    ["last", "last"],
  ]);
});

const [A, B, C, D] = [
  aLayer("a", 100, "ADD rootfs"),
  aLayer("b", 10, "COPY . /srv"),
  aLayer("c", 30, "COPY . /srv # buildkit"),
  aLayer("d", 5, "RUN make"),
];

test("layers that are shared, replaced by their instruction, added and removed", () => {
  const rows = alignLayers([A, B], [A, C, D]);
  expect(rows.map(({ change }) => change)).toEqual(["same", "replaced", "added"]);
  expect(rows.map(({ base, head }) => [base?.number, head?.number])).toEqual([
    [1, 1],
    [2, 2],
    [undefined, 3],
  ]);
  expect(alignLayers([A, D], [A]).map(({ change }) => change)).toEqual(["same", "removed"]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(3);
});

test("a layer that both have at other places is no other layer", () => {
  expect(alignLayers([A, B], [B, A]).map(({ change }) => change)).toEqual([
    "moved",
    "same",
    "moved",
  ]);
  expect(alignLayers([B, A, D], [A, C, B]).map(({ change }) => change)).not.toContain("replaced");
  expect(sumsOf([A, B], [B, A]).shared).toEqual({ count: 2, bytes: 110 });
});

test("instructions that nobody tells make no layers alike", () => {
  const rows = alignLayers([aLayer("a", 1)], [aLayer("b", 1)]);
  expect(rows.map(({ change }) => change)).toEqual(["removed", "added"]);
});

test("a layer that lies there twice counts once", () => {
  expect(sumsOf([A, A, B], [A, C, C])).toEqual({
    shared: { count: 1, bytes: 100 },
    added: { count: 1, bytes: 30 },
    removed: { count: 1, bytes: 10 },
  });
});

test("configurations are compared by what they set", () => {
  const base = imageConfig({
    os: "linux",
    architecture: "amd64",
    config: {
      Env: ["PATH=/bin", "MODE=slow", "MODE=fast", "GONE"],
      Cmd: ["a b", "c"],
      ExposedPorts: { "80/tcp": {} },
      Labels: { one: "1" },
    },
  });
  const head = imageConfig({
    os: "linux",
    architecture: "amd64",
    config: { Env: ["MODE=fast", "PATH=/usr/bin=x"], Cmd: ["a", "b c"], User: "app" },
  });
  const found = diffConfigs(base, head).map(({ id, change, base: one, head: other }) => [
    id,
    change,
    one,
    other,
  ]);
  expect(found).toEqual([
    ["platform", "same", "linux/amd64", "linux/amd64"],
    ["command", "changed", '["a b", "c"]', '["a", "b c"]'],
    ["user", "added", undefined, "app"],
    ["environment GONE", "removed", "", undefined],
    ["environment MODE", "same", "fast", "fast"],
    ["environment PATH", "changed", "/bin", "/usr/bin=x"],
    ["label one", "removed", "1", undefined],
    ["port 80/tcp", "removed", "80/tcp", undefined],
  ]);
});

const ARM = { os: "linux", architecture: "arm64", variant: "v8" };
const INTEL = { os: "linux", architecture: "amd64" };
const MIPS = { os: "linux", architecture: "mips" };

test("of two indexes the images for one platform are compared", () => {
  const base = anIndex([aChild(MIPS, "a"), aChild(ARM, "b")]);
  const head = anIndex([aChild(INTEL, "c"), aChild(ARM, "d")]);
  expect(choose(base, head, undefined)).toEqual({
    names: ["linux/mips", "linux/arm64/v8", "linux/amd64"],
    name: "linux/arm64/v8",
    base: digestOf("b"),
    head: digestOf("d"),
  });
  const asked = choose(base, head, "linux/amd64");
  expect([asked.base, asked.head]).toEqual([undefined, digestOf("c")]);
});

test("an image is compared with the one of an index for its own platform", () => {
  const image = anArtifact({
    digest: digestOf("e"),
    extra_attrs: { os: "linux", architecture: "arm64" },
  });
  const index = anIndex([aChild(INTEL, "a"), aChild(ARM, "b")]);
  expect(choose(image, index, undefined)).toMatchObject({
    name: "linux/arm64/v8",
    base: digestOf("e"),
    head: digestOf("b"),
  });
  expect(choose(image, image, "linux/amd64")).toMatchObject({ names: [], name: undefined });
  expect(choose(image, anIndex([]), undefined).head).toBeUndefined();
});

test("which is newer is told by when they were built, or else pushed", () => {
  const at = (push_time: string, created?: string) =>
    anArtifact({ push_time, extra_attrs: created ? { created } : {} });
  const [base, head] = [
    at("2026-01-09T00:00:00Z", "2026-01-01T00:00:00Z"),
    at("2026-01-08T00:00:00Z", "2026-01-03T12:00:00Z"),
  ];
  const built = ageOf(base, head);
  expect(built.by).toBe("created");
  expect(spanInWords(built.milliseconds, "en")).toBe("2 days");
  const pushed = ageOf(base, at("2026-01-08T23:59:59Z"));
  expect(pushed).toMatchObject({ by: "pushed", milliseconds: -1000 });
  expect(spanInWords(pushed.milliseconds, "en")).toBe("1 second");
});
