import type { LinkProps } from "@tanstack/react-router";

export interface Tab {
  name:
    | "overview"
    | "repositories"
    | "members"
    | "robots"
    | "labels"
    | "rules"
    | "retention"
    | "replication"
    | "logs"
    | "trash"
    | "settings";
  to: NonNullable<LinkProps["to"]>;
  /** The right, in the project, without which the tab is absent. */
  needs: string;
}

export const TABS: readonly Tab[] = [
  { name: "overview", to: "/projects/$project", needs: "project:read" },
  { name: "repositories", to: "/projects/$project/repos", needs: "repository:list" },
  { name: "members", to: "/projects/$project/members", needs: "member:list" },
  { name: "robots", to: "/projects/$project/robots", needs: "robot:list" },
  { name: "labels", to: "/projects/$project/labels", needs: "label:list" },
  { name: "rules", to: "/projects/$project/rules", needs: "immutable-tag:list" },
  { name: "retention", to: "/projects/$project/retention", needs: "tag-retention:list" },
  {
    name: "replication",
    to: "/projects/$project/replication",
    needs: "replication-policy:list",
  },
  { name: "logs", to: "/projects/$project/logs", needs: "log:list" },
  { name: "trash", to: "/projects/$project/trash", needs: "artifact:delete" },
  { name: "settings", to: "/projects/$project/settings", needs: "project:update" },
];
