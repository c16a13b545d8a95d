import { splitRepository } from "@/shared/lib/references";
import type { Repository } from "./api";

/** A line of the list: a repository, or in the tree what several of them have before a slash. */
export interface Line {
  /** The path from the project on. */
  path: string;
  /** What is shown of it: behind the folder it stands in. */
  label: string;
  depth: number;
  /** Nothing in a line that is only a folder. */
  repository: Repository | null;
  /** How many repositories are below; none in a line that is no folder. */
  below: number;
}

export function flat(repositories: readonly Repository[]): Line[] {
  return repositories.map((repository) => {
    const path = splitRepository(repository.name).repository;
    return { path, label: path, depth: 0, repository, below: 0 };
  });
}

interface Folder {
  path: string;
  repository: Repository | null;
  children: Map<string, Folder>;
}

/** The same by their paths; what leads to a single one is no folder of its own. */
export function tree(repositories: readonly Repository[], collapsed: ReadonlySet<string>): Line[] {
  const root: Folder = { path: "", repository: null, children: new Map() };
  for (const repository of repositories) {
    let folder = root;
    for (const part of splitRepository(repository.name).repository.split("/")) {
      folder = child(folder, part);
    }
    folder.repository = repository;
  }
  return [...root.children.values()].flatMap((folder) => lines(folder, "", 0, collapsed));
}

function child(folder: Folder, part: string): Folder {
  const path = folder.path ? `${folder.path}/${part}` : part;
  const found = folder.children.get(part) ?? { path, repository: null, children: new Map() };
  folder.children.set(part, found);
  return found;
}

function lines(
  folder: Folder,
  parent: string,
  depth: number,
  collapsed: ReadonlySet<string>,
): Line[] {
  const [only, ...others] = folder.children.values();
  if (!folder.repository && only && others.length === 0) {
    return lines(only, parent, depth, collapsed);
  }
  const { path, repository } = folder;
  const label = parent ? path.slice(parent.length + 1) : path;
  const below = count(folder) - (repository ? 1 : 0);
  const own: Line = { path, label, depth, repository, below };
  if (collapsed.has(path)) return [own];
  const rest = [...folder.children.values()];
  return [own, ...rest.flatMap((each) => lines(each, path, depth + 1, collapsed))];
}

function count(folder: Folder): number {
  const below = [...folder.children.values()].reduce((sum, each) => sum + count(each), 0);
  return below + (folder.repository ? 1 : 0);
}
