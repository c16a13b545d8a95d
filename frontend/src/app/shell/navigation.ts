import {
  type Icon,
  IconChartTreemap,
  IconGauge,
  IconHeartbeat,
  IconHome,
  IconListSearch,
  IconPlug,
  IconRecycle,
  IconReplace,
  IconRobot,
  IconSearch,
  IconSettings,
  IconStack2,
  IconSubtask,
  IconTag,
  IconUsers,
} from "@tabler/icons-react";
import type { LinkProps } from "@tanstack/react-router";
import type { TextKey } from "@/i18n.gen";

export interface NavItem {
  to: NonNullable<LinkProps["to"]>;
  /** The feature's own word for itself. */
  label: TextKey;
  icon: Icon;
  /** The right, of the whole system, that it takes to see anything there. */
  needs?: string;
}

export interface NavGroup {
  label: TextKey;
  items: readonly NavItem[];
}

/** A feature that has a place in the rail adds one line here. */
export const NAVIGATION: readonly NavGroup[] = [
  {
    label: "app:nav.registry",
    items: [
      { to: "/", label: "home:title", icon: IconHome },
      { to: "/projects", label: "projects:title", icon: IconStack2 },
      { to: "/search", label: "search:title", icon: IconSearch },
    ],
  },
  {
    label: "app:nav.administration",
    items: [
      { to: "/admin/users", label: "users:title", icon: IconUsers, needs: "user:list" },
      { to: "/admin/robots", label: "robots:title", icon: IconRobot, needs: "robot:list" },
      {
        to: "/admin/registries",
        label: "app:nav.registries",
        icon: IconPlug,
        needs: "registry:list",
      },
      {
        to: "/admin/replication",
        label: "app:nav.replication",
        icon: IconReplace,
        needs: "replication-policy:list",
      },
      { to: "/admin/labels", label: "labels:titleGlobal", icon: IconTag, needs: "label:create" },
      { to: "/admin/quotas", label: "quotas:title", icon: IconGauge, needs: "quota:list" },
      {
        to: "/admin/storage",
        label: "storage:title",
        icon: IconChartTreemap,
        needs: "system-volumes:read",
      },
      {
        to: "/admin/gc",
        label: "app:nav.gc",
        icon: IconRecycle,
        needs: "garbage-collection:list",
      },
      {
        to: "/admin/jobs",
        label: "jobs:title",
        icon: IconSubtask,
        needs: "jobservice-monitor:list",
      },
      {
        to: "/admin/health",
        label: "health:title",
        icon: IconHeartbeat,
        needs: "system-volumes:read",
      },
      {
        to: "/admin/settings",
        label: "settings:title",
        icon: IconSettings,
        needs: "configuration:read",
      },
      { to: "/admin/audit", label: "audit:title", icon: IconListSearch, needs: "audit-log:list" },
    ],
  },
];

/** The groups with what the caller may see, without those that are empty. */
export function visibleTo(
  can: (right: string) => boolean,
  groups: readonly NavGroup[] = NAVIGATION,
): NavGroup[] {
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter(({ needs }) => !needs || can(needs)),
    }))
    .filter((group) => group.items.length > 0);
}
