import { IconShieldCheck } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { Column } from "@/shared/table/types";
import { DigestLink } from "@/shared/ui/digest-link";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { RelTime } from "@/shared/ui/values";
import type { Artifact, Place } from "./api";
import { Labels } from "./columns";
import { FewNames } from "./few-names";
import { platformsOf } from "./model";
import { storedColumns } from "./stored-columns";

export function artifactColumns(
  t: TFunction<["tags", "common"]>,
  place: Place,
): Column<Artifact>[] {
  return [
    {
      id: "digest",
      header: t("column.digest"),
      isTitle: true,
      cell: ({ digest, labels = [], accessories = [] }) => (
        <Stack gap={3}>
          <Group gap={4} wrap="nowrap">
            <DigestLink place={place} digest={digest} what={t("theDigest")} />
            {accessories.some(({ type }) => type.startsWith("signature.")) && (
              <IconShieldCheck size={15} role="img" aria-label={t("signed.yes")} />
            )}
          </Group>
          <Labels labels={labels} />
        </Stack>
      ),
    },
    {
      id: "tags",
      header: t("column.tags"),
      width: "112px",
      cell: ({ tags = [] }) =>
        tags.length > 0 ? (
          <FewNames names={tags.map(({ name }) => name)} shown={3} />
        ) : (
          <Text span inherit c="dimmed">
            {t("untagged")}
          </Text>
        ),
    },
    ...storedColumns<Artifact>(t, platformsOf, {
      width: "112px",
      cell: ({ push_time }) => <RelTime value={push_time} />,
    }),
  ];
}
