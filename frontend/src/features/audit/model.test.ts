import { changesOf } from "./changes";
import { bucketsOf, exportAddress, narrowed, rangeOf } from "./model";

const NOW = new Date("2026-03-01T12:00:00Z");

test("a range told by its length ends now, and one's own range goes before it", () => {
  expect(rangeOf({ range: "1h" }, NOW)).toEqual({ since: "2026-03-01T11:00:00.000Z" });
  expect(rangeOf({}, NOW)).toEqual({ since: "2026-02-28T12:00:00.000Z" });
  expect(rangeOf({ range: "all" }, NOW)).toEqual({});
  const to = "2026-01-01T00:00:00Z";
  expect(rangeOf({ range: "1h", to }, NOW)).toEqual({ until: to });
});

test("an export asks for what the page shows", () => {
  const search = { range: "all", operation: "create,delete", result: "failed" } as const;
  const address = new URL(exportAddress(search, 7, "excel", NOW), "http://registry");
  expect(Object.fromEntries(address.searchParams)).toEqual({
    project_id: "7",
    operation: "create,delete",
    succeeded: "false",
    format: "csv",
    bom: "true",
  });
});

const HISTOGRAM = {
  since: "2026-03-01T10:00:30Z",
  until: "2026-03-01T10:02:10Z",
  counted_from: "2026-03-01T10:00:30Z",
  seconds: 60,
  pieces: [
    { start: "2026-03-01T10:00:00.000000Z", kind: "succeeded", count: 4 },
    { start: "2026-03-01T10:02:00.000000Z", kind: "succeeded", count: 1 },
    { start: "2026-03-01T10:02:00.000000Z", kind: "failed", count: 2 },
  ],
};

test("pieces without entries are there too", () => {
  const counts = bucketsOf(HISTOGRAM).map(({ succeeded, failed }) => [succeeded, failed]);
  expect(counts).toEqual([
    [4, 0],
    [0, 0],
    [1, 2],
  ]);
});

test("a chosen stretch stays within the range, and takes nothing of the next piece", () => {
  const [first, second, last] = bucketsOf(HISTOGRAM);
  if (!first || !second || !last) throw new Error("three pieces");
  expect(narrowed([first, second], HISTOGRAM)).toEqual({
    from: "2026-03-01T10:00:30.000Z",
    to: "2026-03-01T10:01:59.999Z",
  });
  expect(narrowed([last, last], HISTOGRAM).to).toBe("2026-03-01T10:02:10.000Z");
});

test("an update tells each field before and after, inside of fields too", () => {
  const details = {
    email: ["a@x", "b@x"],
    note: [null, "new"],
    metadata: [
      { public: false, same: 1 },
      { public: true, same: 1 },
    ],
    password: "***",
  };
  expect(changesOf("update", details)).toEqual([
    { name: "email", kind: "changed", before: "a@x", after: "b@x" },
    { name: "note", kind: "added", before: null, after: "new" },
    { name: "metadata.public", kind: "changed", before: "false", after: "true" },
    { name: "password", kind: "fact", before: null, after: "***" },
  ]);
});

test("a push tells where its tags pointed, and a pair in it is no change", () => {
  const details = { digest: "sha256:b", tags: { latest: "sha256:a", v1: null }, projects: [1, 2] };
  expect(changesOf("create", details)).toEqual([
    { name: "digest", kind: "added", before: null, after: "sha256:b" },
    { name: "tags.latest", kind: "changed", before: "sha256:a", after: "sha256:b" },
    { name: "tags.v1", kind: "added", before: null, after: "sha256:b" },
    { name: "projects", kind: "added", before: null, after: "[1,2]" },
  ]);
  expect(changesOf("delete", { digest: "sha256:b" })[0]?.kind).toBe("removed");
  expect(changesOf("pull", null)).toEqual([]);
});
