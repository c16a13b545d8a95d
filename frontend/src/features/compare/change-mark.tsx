import {
  IconArrowsExchange,
  IconArrowsMove,
  IconEqual,
  IconMinus,
  IconPlus,
} from "@tabler/icons-react";
import { Group } from "@/shared/ui/layout";
import { StatusBadge, type Tone } from "@/shared/ui/values";
import type { ConfigChange } from "./config-diff";
import type { LayerChange } from "./layers";

type Change = LayerChange | ConfigChange;

const MARKS: Record<Change, { tone: Tone; Icon: typeof IconEqual }> = {
  same: { tone: "neutral", Icon: IconEqual },
  moved: { tone: "neutral", Icon: IconArrowsMove },
  replaced: { tone: "busy", Icon: IconArrowsExchange },
  changed: { tone: "busy", Icon: IconArrowsExchange },
  added: { tone: "good", Icon: IconPlus },
  removed: { tone: "warning", Icon: IconMinus },
};

/** What has become of something: a sign, a word and a colour. */
export function ChangeMark({ change, children }: { change: Change; children: string }) {
  const { tone, Icon } = MARKS[change];
  return (
    <Group gap={6} wrap="nowrap">
      <Icon size={15} aria-hidden />
      <StatusBadge tone={tone}>{children}</StatusBadge>
    </Group>
  );
}
