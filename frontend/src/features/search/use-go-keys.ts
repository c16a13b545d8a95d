import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useHotkeys } from "@/shared/hooks/use-hotkeys";
import type { Command } from "@/shared/lib/commands";

/** Milliseconds in which the second key has to follow the first. */
const WITHIN = 1200;

/** The second key, and the page that it leads to, where the caller may see it. */
export const GO_KEYS = {
  h: "/",
  p: "/projects",
  r: "/admin/replication",
  b: "/admin/robots",
  a: "/admin/audit",
} as const;
export type GoKey = keyof typeof GO_KEYS;

/** `g`, and then the letter of a page, leads there. */
export function useGoKeys(commands: readonly Command[]): void {
  const navigate = useNavigate();
  const since = useRef(Number.NEGATIVE_INFINITY);
  const go = (key: GoKey) => () => {
    const isArmed = performance.now() - since.current < WITHIN;
    since.current = Number.NEGATIVE_INFINITY;
    const page = commands.find(({ id }) => id === GO_KEYS[key]);
    if (isArmed && page?.target) navigate(page.target);
  };
  useHotkeys({
    g: () => {
      since.current = performance.now();
    },
    h: go("h"),
    p: go("p"),
    r: go("r"),
    b: go("b"),
    a: go("a"),
  });
}
