import { IconShieldCheck } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { shortDigest } from "@/shared/lib/digest";
import { repositoryPath } from "@/shared/lib/references";
import type { Column } from "@/shared/table/types";
import { CopyButton } from "@/shared/ui/copy-button";
import { Badge, Group, Stack, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Bytes, Count, RelTime } from "@/shared/ui/values";
import type { Artifact, Place } from "./api";
import { Labels } from "./columns";
import { platformsOf } from "./model";
import classes from "./tags.module.css";
import { TypeCell } from "./type-cell";

const TAGS_SHOWN = 3;

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
            <Link
              to="/projects/$project/repos/$"
              params={{
                project: place.project,
                _splat: repositoryPath(place.repository, "artifacts", digest),
              }}
              preload={false}
              className="mono"
            >
              {shortDigest(digest)}
            </Link>
            <CopyButton text={digest} what={t("theDigest")} />
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
      width: "125px",
      cell: ({ tags = [] }) => <Tags names={tags.map(({ name }) => name)} none={t("untagged")} />,
    },
    {
      id: "type",
      header: t("column.type"),
      width: "200px",
      cell: (row) => <TypeCell row={row} platforms={platformsOf(row)} />,
    },
    {
      id: "size",
      header: t("column.size"),
      sortKey: "size",
      align: "end",
      width: "92px",
      cell: ({ size }) => <Bytes value={size} />,
    },
    {
      id: "pushed",
      header: t("column.pushed"),
      sortKey: "push_time",
      width: "112px",
      cell: ({ push_time }) => <RelTime value={push_time} />,
    },
    {
      id: "pulled",
      header: t("column.pulled"),
      sortKey: "pull_time",
      width: "110px",
      cell: ({ pull_time }) => <RelTime value={pull_time} />,
    },
    {
      id: "pulls",
      header: t("column.pulls"),
      sortKey: "pull_count",
      align: "end",
      width: "74px",
      cell: ({ pull_count }) => <Count value={pull_count} />,
    },
  ];
}

function Tags({ names, none }: { names: readonly string[]; none: string }) {
  if (names.length === 0) {
    return (
      <Text span inherit c="dimmed">
        {none}
      </Text>
    );
  }
  return (
    <Group gap={3} title={names.slice(0, 20).join(", ")}>
      {names.slice(0, TAGS_SHOWN).map((name) => (
        <Badge key={name} variant="default" className={classes.label}>
          {name}
        </Badge>
      ))}
      {names.length > TAGS_SHOWN && (
        <Text span size="xs" c="dimmed">
          +{names.length - TAGS_SHOWN}
        </Text>
      )}
    </Group>
  );
}
