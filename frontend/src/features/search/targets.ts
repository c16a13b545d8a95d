import { linkOptions } from "@tanstack/react-router";
import type { Visit } from "@/shared/hooks/use-recent";
import type { Target } from "@/shared/lib/commands";
import { repositoryPath, splitRepository } from "@/shared/lib/references";
import type { Found } from "./api";
import type { Kind } from "./model";

/** The page of what was found; nothing where the caller has none to go to. */
export function targetOf(
  kind: Kind,
  hit: Found,
  can: (right: string) => boolean,
): Target | undefined {
  switch (kind) {
    case "projects":
      return linkOptions({ to: "/projects/$project", params: { project: hit.name } }) as Target;
    case "repositories":
      return repositoryTarget(splitRepository(hit.name));
    case "tags":
    case "artifacts":
      return artifactTarget(hit);
    case "labels":
      return labelTarget(hit);
    case "robots":
      return robotTarget(hit);
    case "policies": {
      const params = { policy: `${hit.id}` };
      return linkOptions({ to: "/admin/replication/$policy", params }) as Target;
    }
    case "users":
      if (!can("user:list")) return undefined;
      return linkOptions({ to: "/admin/users", search: { q: hit.name } }) as Target;
  }
}

export function repositoryTarget({ project, repository }: Visit): Target {
  const params = { project, _splat: repositoryPath(repository, "tags") };
  return linkOptions({ to: "/projects/$project/repos/$", params }) as Target;
}

function artifactTarget({ repository: fullName, digest }: Found): Target | undefined {
  if (!fullName || !digest) return undefined;
  const { project, repository } = splitRepository(fullName);
  const params = { project, _splat: repositoryPath(repository, "artifacts", digest) };
  return linkOptions({ to: "/projects/$project/repos/$", params }) as Target;
}

function labelTarget({ name, project }: Found): Target {
  const search = { q: name };
  if (!project) return linkOptions({ to: "/admin/labels", search }) as Target;
  return linkOptions({ to: "/projects/$project/labels", params: { project }, search }) as Target;
}

function robotTarget({ id, project }: Found): Target {
  const search = { open: id };
  if (!project) return linkOptions({ to: "/admin/robots", search }) as Target;
  return linkOptions({ to: "/projects/$project/robots", params: { project }, search }) as Target;
}

/** What a search for *text* of one kind, or of all, shows on its own page. */
export function searchTarget(text: string, type?: Kind): Target {
  return linkOptions({ to: "/search", search: { q: text, ...(type ? { type } : {}) } }) as Target;
}
