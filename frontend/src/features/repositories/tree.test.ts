import type { Repository } from "./api";
import { flat, tree } from "./tree";

function repository(path: string): Repository {
  return {
    id: 1,
    project_id: 1,
    name: `acme/${path}`,
    description: "",
    artifact_count: 0,
    pull_count: 0,
    creation_time: "2026-01-01T00:00:00Z",
    update_time: "2026-01-01T00:00:00Z",
  };
}

const NAMES = ["team/deep/down/app", "web/api", "web/shop", "web/shop/assets", "zoo"];
const ALL = NAMES.map(repository);

function shown(collapsed: string[] = []): string[] {
  return tree(ALL, new Set(collapsed)).map(
    ({ label, depth, below, repository: own }) =>
      `${"  ".repeat(depth)}${label}${below ? ` +${below}` : ""}${own ? "" : " folder"}`,
  );
}

test("what several share is a folder; what leads to one is not", () => {
  expect(shown()).toEqual([
    "team/deep/down/app",
    "web +3 folder",
    "  api",
    "  shop +1",
    "    assets",
    "zoo",
  ]);
});

test("a closed folder tells how many it hides", () => {
  expect(shown(["web"])).toEqual(["team/deep/down/app", "web +3 folder", "zoo"]);
});

test("no repository is lost or doubled by the tree", () => {
  const names = tree(ALL, new Set()).flatMap(({ repository: own }) => own?.name ?? []);
  expect(names.toSorted()).toEqual(ALL.map(({ name }) => name));
  expect(flat(ALL).map(({ label }) => label)).toEqual(NAMES);
});
