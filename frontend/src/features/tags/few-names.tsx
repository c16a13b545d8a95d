import { Badge, Group, Text } from "@/shared/ui/layout";
import classes from "./tags.module.css";

interface Props {
  names: readonly string[];
  /** How many are shown before `+3`. */
  shown: number;
}

/** The first of some names; more of them when pointed at. */
export function FewNames({ names, shown }: Props) {
  return (
    <Group gap={3} title={names.slice(0, 20).join(", ")}>
      {names.slice(0, shown).map((name) => (
        <Badge key={name} variant="default" className={classes.label}>
          {name}
        </Badge>
      ))}
      {names.length > shown && (
        <Text span size="xs" c="dimmed">
          +{names.length - shown}
        </Text>
      )}
    </Group>
  );
}
