import { useQuery } from "@tanstack/react-query";
import type { Client } from "openapi-fetch";
import { createContext, useContext } from "react";
import { connect } from "@/shared/api/client";
import { projectQuery } from "@/shared/api/project";
import type { paths } from "@/shared/api/schema";
import { useCan } from "@/shared/api/session";

/** Whose registries and policies: a project's, by its name, or else the system's. */
export interface Scope {
  project?: string | undefined;
}

type Of<Rest extends string> = Rest extends `/registries${string}` | `/replication/${string}`
  ? Rest
  : never;
type Own<Path> = Path extends `/api/v2.0${infer Rest}`
  ? `/api/v2.0/projects/{project}${Rest}` extends keyof paths
    ? Of<Rest>
    : never
  : never;
/** The paths that the system has and every project has again, with the same bodies and answers. */
type Twice = { [Path in keyof paths as Own<Path>]: paths[Path] };

/** The path below which all that is of a scope stands. */
export function rootOf({ project }: Scope): string {
  return project === undefined ? "/api/v2.0" : `/api/v2.0/projects/${encodeURIComponent(project)}`;
}

export function apiOf(scope: Scope): Client<Twice> {
  return connect<Twice>(rootOf(scope));
}

/** What keys of queries have of a scope. */
export function keyOf({ project }: Scope): string | null {
  return project ?? null;
}

/** The project that the pages below are of; outside of any they are the system's. */
export const ProjectScope = createContext<string | undefined>(undefined);

export function useScope(): Scope {
  return { project: useContext(ProjectScope) };
}

/** The project that the scope is of, once it is known. */
export function useOwner() {
  const { project } = useScope();
  return useQuery({ ...projectQuery(project ?? ""), enabled: project !== undefined }).data;
}

/**
 * Asks for a right in the scope by the system's name for it, `registry:update`. In a project
 * registries have names of their own: those are not of Harbor.
 */
export function useCanInScope(): (right: string) => boolean {
  const { project } = useScope();
  const canInSystem = useCan();
  const owner = useOwner();
  if (project === undefined) return canInSystem;
  const actions = new Set(owner?.actions);
  return (right) => actions.has(right.replace(/^registry:/, "replication-registry:"));
}
