import {
  type Icon,
  IconFingerprint,
  IconPackage,
  IconReplace,
  IconRobot,
  IconStack2,
  IconTag,
  IconTags,
  IconUser,
} from "@tabler/icons-react";
import type { Kind } from "./model";

const ICONS: Record<Kind, Icon> = {
  projects: IconStack2,
  repositories: IconPackage,
  tags: IconTag,
  artifacts: IconFingerprint,
  labels: IconTags,
  users: IconUser,
  robots: IconRobot,
  policies: IconReplace,
};

export function KindIcon({ kind }: { kind: Kind }) {
  const Shape = ICONS[kind];
  return <Shape size={16} stroke={1.6} aria-hidden />;
}
