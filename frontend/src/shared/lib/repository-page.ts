import { repositoryPath } from "./references";

/** A repository by its name within its project. */
export interface Place {
  project: string;
  repository: string;
}

/** Where a page of a repository is, for a link or to go there: `…(place, "artifacts", digest)`. */
export function repositoryPage({ project, repository }: Place, ...page: string[]) {
  const params = { project, _splat: repositoryPath(repository, ...page) };
  return { to: "/projects/$project/repos/$", params } as const;
}
