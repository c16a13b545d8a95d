import type { Catalogue, Robot, RobotDraft } from "./api";

/** A right by its name, `repository:pull`. */
export type Right = string;
export type Place = "system" | "project";

/** Projects in which a robot has the same rights. */
export interface ProjectGrant {
  key: number;
  /** Every project that there is, and that there will be. */
  isEverywhere: boolean;
  projects: string[];
  rights: Right[];
}

export interface Grants {
  system: Right[];
  projects: ProjectGrant[];
}

export const PRESETS = ["none", "pull", "push", "ci", "read"] as const;
export type Preset = (typeof PRESETS)[number];

const EVERYWHERE = "*";
const PULL = ["repository:pull", "repository:read", "repository:list", "artifact:read"];
const PUSH = [...PULL, "repository:push"];
const CI = [
  ...PUSH,
  "artifact:list",
  "tag:list",
  "tag:create",
  "tag:delete",
  "artifact-label:create",
  "label:list",
  "label:read",
];
const GRANTED: Record<Exclude<Preset, "read">, readonly Right[]> = {
  none: [],
  pull: PULL,
  push: PUSH,
  ci: CI,
};

/** The presets that make sense in a place. */
export function presetsOf(place: Place): readonly Preset[] {
  return place === "system" ? ["none", "read"] : ["pull", "push", "ci", "read"];
}

/** What a preset grants, of what there is to grant. */
export function rightsOf(preset: Preset, available: readonly Right[]): Right[] {
  if (preset === "read") return available.filter((right) => /:(read|list)$/.test(right));
  return available.filter((right) => GRANTED[preset].includes(right));
}

/** The preset that comes to exactly these rights; nothing where they were chosen one by one. */
export function presetOf(
  rights: readonly Right[],
  place: Place,
  available: readonly Right[],
): Preset | undefined {
  return presetsOf(place).find((preset) => isSame(rightsOf(preset, available), rights));
}

export function isSame(some: readonly Right[], others: readonly Right[]): boolean {
  const set = new Set(others);
  return set.size === new Set(some).size && some.every((right) => set.has(right));
}

export function availableIn(catalogue: Catalogue, place: Place): Right[] {
  return (catalogue[place] ?? []).map(({ resource, action }) => `${resource}:${action}`);
}

/** The rights by what they are on, in the catalogue's order. */
export function byResource(rights: readonly Right[]): { resource: string; actions: string[] }[] {
  const found = new Map<string, string[]>();
  for (const right of rights) {
    const [resource = "", action = ""] = right.split(":");
    found.set(resource, [...(found.get(resource) ?? []), action]);
  }
  return [...found].map(([resource, actions]) => ({ resource, actions }));
}

/** A robot's grants as the form has them: projects with the same rights stand together. */
export function grantsOf({ permissions }: Pick<Robot, "permissions">): Grants {
  const grants: Grants = { system: [], projects: [] };
  for (const { kind, namespace, access } of permissions) {
    const rights = access.map(({ resource, action }) => `${resource}:${action}`);
    if (kind === "system") {
      grants.system = [...new Set([...grants.system, ...rights])];
      continue;
    }
    const isEverywhere = namespace === EVERYWHERE;
    const same = grants.projects.find(
      (grant) => grant.isEverywhere === isEverywhere && isSame(grant.rights, rights),
    );
    if (same && !isEverywhere) same.projects.push(namespace);
    if (same) continue;
    const projects = isEverywhere ? [] : [namespace];
    grants.projects.push({ key: grants.projects.length, isEverywhere, projects, rights });
  }
  return grants;
}

/** The same as the API takes it; what grants nothing, or nowhere, is left out. */
export function permissionsOf({ system, projects }: Grants): RobotDraft["permissions"] {
  const places = projects.flatMap((grant) =>
    (grant.isEverywhere ? [EVERYWHERE] : grant.projects).map((namespace) => ({
      kind: "project",
      namespace,
      rights: grant.rights,
    })),
  );
  return [{ kind: "system", namespace: "/", rights: system }, ...places]
    .filter(({ rights }) => rights.length > 0)
    .map(({ rights, ...place }) => ({ ...place, access: rights.map(toAccess) }));
}

function toAccess(right: Right): { resource: string; action: string; effect: "allow" } {
  const [resource = "", action = ""] = right.split(":");
  return { resource, action, effect: "allow" };
}

/** Whether the robot could do anything at all. */
export function grantsNothing(grants: Grants): boolean {
  return permissionsOf(grants)?.length === 0;
}
