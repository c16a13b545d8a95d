import { useTranslation } from "react-i18next";
import { Stack, Text } from "@/shared/ui/layout";
import type { Platform, TagRow } from "./api";
import { FewNames } from "./few-names";
import { knownType, platformName } from "./model";

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
      {names.length > 0 && <FewNames names={names} shown={2} />}
    </Stack>
  );
}
