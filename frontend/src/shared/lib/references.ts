import { isDigest } from "./digest";

/** `project/team/app` as the two that it is made of; a project's name has no slash. */
export function splitRepository(fullName: string): { project: string; repository: string } {
  const end = fullName.indexOf("/");
  return { project: fullName.slice(0, end), repository: fullName.slice(end + 1) };
}

/** What a client pulls: `host/project/app:tag`, or `…@sha256:…` for a digest. */
export function imageReference(host: string, fullName: string, reference: string): string {
  return `${host}/${fullName}${isDigest(reference) ? "@" : ":"}${reference}`;
}

/**
 * What follows `/repos/` in an address: the repository's name, which has slashes, a `-`, which no
 * name has between two slashes, and a page with its own parts: `team/app/-/artifacts/sha256:…`.
 */
export function parseRepositoryPath(splat: string): { repository: string; page: string[] } {
  const parts = splat.split("/").filter(Boolean);
  const separator = parts.indexOf("-");
  if (separator < 0) return { repository: parts.join("/"), page: [] };
  return {
    repository: parts.slice(0, separator).join("/"),
    page: parts.slice(separator + 1),
  };
}

/** The reverse of `parseRepositoryPath`: what to give to a link as its `_splat`. */
export function repositoryPath(repository: string, ...page: string[]): string {
  return [repository, "-", ...page].join("/");
}
