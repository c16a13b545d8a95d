import { IconLock, IconShieldCheck } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { repositoryPage } from "@/shared/lib/repository-page";
import type { Column } from "@/shared/table/types";
import { Badge, Group, Stack, Text, Tooltip } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Digest, RelTime } from "@/shared/ui/values";
import type { Label, Place, TagRow } from "./api";
import { SameDigest } from "./same-digest";
import { storedColumns } from "./stored-columns";
import classes from "./tags.module.css";

/** The columns of the tags; *names* are those that share a digest among the rows shown. */
export function tagColumns(
  t: TFunction<["tags", "common"]>,
  place: Place,
  names: ReadonlyMap<string, string[]>,
): Column<TagRow>[] {
  return [
    {
      id: "name",
      header: t("column.tag"),
      sortKey: "name",
      isTitle: true,
      cell: (row) => <NameCell row={row} place={place} names={names.get(row.digest)} />,
    },
    ...storedColumns<TagRow>(t, (row) => row.platforms, {
      width: "120px",
      cell: ({ push_time, pushed_by }) => (
        <Stack gap={0}>
          <RelTime value={push_time} />
          {pushed_by && (
            <Text span size="xs" c="dimmed" className={classes.who}>
              {pushed_by}
            </Text>
          )}
        </Stack>
      ),
    }),
  ];
}

interface NameProps {
  row: TagRow;
  place: Place;
  /** The tags shown that have its digest, where there are several. */
  names: readonly string[] | undefined;
}

function NameCell({ row, place, names }: NameProps) {
  const { t } = useTranslation("tags");
  return (
    <Stack gap={1}>
      <Group gap={5} wrap="nowrap">
        <Link
          {...repositoryPage(place, "artifacts", row.digest)}
          preload={false}
          fw={600}
          className={classes.name}
        >
          {row.name}
        </Link>
        {row.protected_by && (
          <Mark label={t("protectedBy", { rule: row.protected_by })}>
            <IconLock size={14} />
          </Mark>
        )}
        {row.signed && (
          <Mark label={t("signed.yes")}>
            <IconShieldCheck size={15} color="var(--mantine-color-anchor)" />
          </Mark>
        )}
      </Group>
      <Group gap={6} wrap="nowrap" c="dimmed" fz="xs">
        <Digest value={row.digest} what={t("theDigest")} />
        <SameDigest digest={row.digest} names={names} />
      </Group>
      <Labels labels={row.labels} />
    </Stack>
  );
}

/** An icon whose meaning is told to everybody who points at it, focuses it or hears the page. */
function Mark({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Tooltip label={label} multiline maw={360}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip is for the keyboard, too */}
      <span role="img" aria-label={label} tabIndex={0} className={classes.mark}>
        {children}
      </span>
    </Tooltip>
  );
}

export function Labels({ labels }: { labels: readonly Label[] }) {
  if (labels.length === 0) return null;
  return (
    <Group gap={4}>
      {labels.map(({ id, name, color, description }) => (
        <Badge
          key={id}
          variant="default"
          size="sm"
          className={classes.label}
          title={description || undefined}
          leftSection={<span className={classes.dot} style={{ background: color || "gray" }} />}
        >
          {name}
        </Badge>
      ))}
    </Group>
  );
}
