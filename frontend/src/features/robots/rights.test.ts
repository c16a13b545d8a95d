import { byResource, grantsNothing, grantsOf, permissionsOf, presetOf, rightsOf } from "./rights";

const AVAILABLE = ["repository:pull", "repository:push", "artifact:read", "tag:list", "tag:delete"];

function permission(namespace: string, ...rights: string[]) {
  const access = rights.map((right) => {
    const [resource = "", action = ""] = right.split(":");
    return { resource, action, effect: "allow" };
  });
  return { kind: namespace === "/" ? "system" : "project", namespace, access };
}

test("a preset grants no more than there is, and is known by what it grants", () => {
  expect(rightsOf("read", AVAILABLE)).toEqual(["artifact:read", "tag:list"]);
  expect(rightsOf("push", AVAILABLE)).toEqual([
    "repository:pull",
    "repository:push",
    "artifact:read",
  ]);
  expect(presetOf(rightsOf("ci", AVAILABLE), "project", AVAILABLE)).toBe("ci");
  expect(presetOf(["tag:delete"], "project", AVAILABLE)).toBeUndefined();
  expect(presetOf([], "system", AVAILABLE)).toBe("none");
});

test("projects with the same rights stand together, and go back as they came", () => {
  const permissions = [
    permission("/", "catalog:read"),
    permission("acme", "repository:pull", "repository:push"),
    permission("beta", "repository:push", "repository:pull"),
    permission("*", "repository:pull"),
  ];
  const grants = grantsOf({ permissions });
  expect(grants.system).toEqual(["catalog:read"]);
  expect(grants.projects.map(({ isEverywhere, projects }) => [isEverywhere, projects])).toEqual([
    [false, ["acme", "beta"]],
    [true, []],
  ]);
  const places = permissionsOf(grants)?.map(({ namespace }) => namespace);
  expect(places).toEqual(["/", "acme", "beta", "*"]);
});

test("rights without a place, and places without a right, grant nothing", () => {
  const nowhere = { key: 0, isEverywhere: false, projects: [], rights: ["repository:pull"] };
  expect(grantsNothing({ system: [], projects: [nowhere] })).toBe(true);
  expect(grantsNothing({ system: [], projects: [{ ...nowhere, projects: ["acme"] }] })).toBe(false);
});

test("rights are grouped by what they are on", () => {
  expect(byResource(AVAILABLE)[0]).toEqual({ resource: "repository", actions: ["pull", "push"] });
});
