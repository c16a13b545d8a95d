import { failuresOf } from "./causes";

const refused = (host: string, count = 1) => ({
  cause: "",
  text: `RemoteUnreachable: ${host} takes no connections.`,
  count,
});

test("tags and repositories that failed are told apart, and those of one cause are together", () => {
  const causes = [
    { cause: "denied", text: "it denies this (403)", count: 2 },
    refused("a.example.com", 2),
    refused("b.example.com"),
    { cause: "", text: "TransferFailed: the first", count: 1 },
    { cause: "", text: "TransferFailed: the second", count: 1 },
  ];
  const found = failuresOf({ causes, failed: 6 });
  expect(found.map(({ of, cause, count }) => [of, cause, count])).toEqual([
    ["repositories", "unreachable", 3],
    ["tags", "denied", 2],
    ["repositories", undefined, 1],
    ["repositories", undefined, 1],
  ]);
  expect(found[0]?.texts).toEqual([
    "a.example.com takes no connections.",
    "b.example.com takes no connections.",
  ]);
  expect(found[2]?.texts).toEqual(["the first"]);
});

test("a run whose source could not be looked through has no repository that failed", () => {
  const [only] = failuresOf({ causes: [refused("a.example.com")], failed: 0 });
  expect(only).toMatchObject({ of: "listing", cause: "unreachable", count: 1 });
});
