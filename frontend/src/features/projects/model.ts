import type { Project } from "./api";

/** What a project that was not made yet is kept under. */
export const NEW_PROJECT = "project.new";

export function isPublic(project: Project): boolean {
  return project.metadata?.public === "true";
}

export interface DeletionImpact {
  goes: Project[];
  /** Still have repositories: the API deletes none that holds anything. */
  isNotEmpty: Project[];
  /** The caller is no admin of them. */
  isForbidden: Project[];
}

/** What a deletion of *projects* would do, told before it is tried. */
export function deletionImpact(projects: readonly Project[]): DeletionImpact {
  const isForbidden = projects.filter((project) => !project.togglable);
  const allowed = projects.filter((project) => project.togglable);
  return {
    goes: allowed.filter((project) => project.repo_count === 0),
    isNotEmpty: allowed.filter((project) => project.repo_count > 0),
    isForbidden,
  };
}

/** Up to how many go without their count being typed first. */
const FEW = 5;

export function typedCount(impact: DeletionImpact): string | undefined {
  return impact.goes.length > FEW ? String(impact.goes.length) : undefined;
}

/** The API takes no longer `q` than 8192 characters, and a page of the longest names is longer. */
const LONGEST_PART = 6000;

/** The names in as many parts as it takes for each of them to fit into a `q`. */
export function inParts(names: readonly string[]): string[][] {
  const parts: string[][] = [];
  let length = LONGEST_PART;
  for (const name of names) {
    length += name.length + 1;
    if (length > LONGEST_PART) {
      parts.push([]);
      length = name.length;
    }
    parts.at(-1)?.push(name);
  }
  return parts;
}

const NAME = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;

export function isProjectName(name: string): boolean {
  return name.length <= 255 && NAME.test(name);
}
