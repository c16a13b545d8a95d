import { useParams } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import * as z from "zod/mini";
import { parseRepositoryPath } from "@/shared/lib/references";
import { useSetting } from "./use-setting";

const visits = z.array(z.object({ project: z.string(), repository: z.string() }));
export type Visit = z.infer<typeof visits>[number];

/** How many are remembered. */
const MOST = 8;

/** The repositories that *username* looked at in this browser, the last one first. */
export function useRecent(username: string): [Visit[], (visit: Visit) => void] {
  const [text, setText] = useSetting(`recent.${username}`);
  const recent = parseVisits(text);
  const remember = (visit: Visit) => setText(JSON.stringify(withVisit(recent, visit)));
  return [recent, remember];
}

/** Remembers the repository that the address is of, whenever it is another one. */
export function useRememberVisits(username: string): void {
  const { project = "", _splat = "" } = useParams({ strict: false });
  const { repository } = parseRepositoryPath(_splat);
  const [, remember] = useRecent(username);
  const visit = useEffectEvent(remember);
  useEffect(() => {
    if (username && project && repository) visit({ project, repository });
  }, [username, project, repository]);
}

export function parseVisits(text: string | null): Visit[] {
  try {
    const found = visits.safeParse(JSON.parse(text ?? "[]"));
    return found.success ? found.data : [];
  } catch {
    return []; // something else wrote it
  }
}

export function withVisit(recent: readonly Visit[], visit: Visit): Visit[] {
  const others = recent.filter(
    ({ project, repository }) => project !== visit.project || repository !== visit.repository,
  );
  return [visit, ...others].slice(0, MOST);
}
