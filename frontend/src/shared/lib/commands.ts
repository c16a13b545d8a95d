import type { LinkProps } from "@tanstack/react-router";

/** Where something leads to: what a link takes, for any page. */
export type Target = Pick<LinkProps, "to" | "params" | "search">;

/** Something that can be called by its name: a page to go to, or something to do. */
export interface Command {
  id: string;
  label: string;
  kind: "page" | "action";
  target?: Target;
  run?: () => void;
}
