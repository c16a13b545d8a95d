import { useTranslation } from "react-i18next";
import { Badge, Group, Stack, Text } from "@/shared/ui/layout";
import type { Platform, TagRow } from "./api";
import { knownType, platformName } from "./model";
import classes from "./tags.module.css";

/** How many platforms are shown before `+3`. */
const SHOWN = 2;

interface Props {
  row: Pick<TagRow, "type" | "manifest_media_type">;
  platforms: readonly Platform[];
}

export function TypeCell({ row, platforms }: Props) {
  const { t } = useTranslation("tags");
  const known = knownType(row);
  const names = platforms.map(platformName).filter((name) => name && !name.includes("unknown"));
  return (
    <Stack gap={2}>
      <Text span size="sm">
        {known ? t(`type.${known}`) : row.type}
      </Text>
      {names.length > 0 && (
        <Group gap={3} title={names.join(", ")}>
          {names.slice(0, SHOWN).map((name) => (
            <Badge key={name} variant="default" size="sm" className={classes.platform}>
              {name}
            </Badge>
          ))}
          {names.length > SHOWN && (
            <Text span size="xs" c="dimmed">
              +{names.length - SHOWN}
            </Text>
          )}
        </Group>
      )}
    </Stack>
  );
}
