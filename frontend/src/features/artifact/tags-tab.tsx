import { IconLock, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { BulkBar } from "@/shared/table/bulk-bar";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import type { Column } from "@/shared/table/types";
import { Button, IconButton } from "@/shared/ui/buttons";
import { NothingYet } from "@/shared/ui/empty-state";
import { Group, Stack, Tooltip } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { RelTime } from "@/shared/ui/values";
import { type Artifact, artifactQueries, type Place, type Tag } from "./api";
import { RemoveTags } from "./remove-tags";
import { useArtifactSearch } from "./search";

interface Props {
  place: Place;
  artifact: Artifact;
}

export function TagsTab({ place, artifact }: Props) {
  const { t } = useTranslation("artifact");
  const [search, setSearch] = useArtifactSearch();
  const tags = useQuery(artifactQueries.tags(place, artifact.digest, search));
  return (
    <QueryView query={tags}>
      {({ items, total }) =>
        total === 0 ? (
          <NothingYet title={t("tags.none")}>{t("tags.noneText")}</NothingYet>
        ) : (
          <Stack gap="sm">
            <TagTable place={place} artifact={artifact} tags={items} total={total} />
            <Pager total={total} page={search.page ?? 1} onPage={(page) => setSearch({ page })} />
          </Stack>
        )
      }
    </QueryView>
  );
}

interface TableProps extends Props {
  tags: readonly Tag[];
  total: number;
}

function TagTable({ place, artifact, tags, total }: TableProps) {
  const { t } = useTranslation("artifact");
  const [search, setSearch] = useArtifactSearch();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [going, setGoing] = useState<readonly Tag[]>([]);
  const canRemove = artifact.actions?.includes("tag:delete") ?? false;
  const selection = { selected, onChange: setSelected };
  const chosen = tags.filter(({ name }) => selected.has(name));
  return (
    <>
      <DataTable
        caption={t("tab.tags")}
        rows={tags}
        rowId={({ name }) => name}
        columns={tagColumns(t)}
        sort={search.sort ?? "-push_time"}
        onSort={(sort) => setSearch({ sort })}
        {...(canRemove
          ? {
              selection,
              actions: (tag: Tag) =>
                !tag.immutable && (
                  <IconButton
                    label={t("tags.remove", { name: tag.name })}
                    onClick={() => setGoing([tag])}
                  >
                    <IconTrash size={16} />
                  </IconButton>
                ),
            }
          : {})}
      />
      <BulkBar selection={selection}>
        <Button weight="danger" icon={<IconTrash size={16} />} onClick={() => setGoing(chosen)}>
          {t("removeTags.title")}
        </Button>
      </BulkBar>
      <RemoveTags
        place={place}
        digest={artifact.digest}
        tags={going}
        total={total}
        onClose={() => setGoing([])}
        onDone={() => {
          setGoing([]);
          setSelected(new Set());
        }}
      />
    </>
  );
}

type Texts = ReturnType<typeof useTranslation<"artifact">>["t"];

function tagColumns(t: Texts): Column<Tag>[] {
  return [
    {
      id: "name",
      header: t("tags.name"),
      sortKey: "name",
      isTitle: true,
      cell: (tag) => <TagName tag={tag} />,
    },
    {
      id: "pushed",
      header: t("fact.pushed"),
      sortKey: "push_time",
      width: "180px",
      cell: ({ push_time }) => <RelTime value={push_time} />,
    },
    {
      id: "pulled",
      header: t("fact.pulled"),
      width: "180px",
      cell: ({ pull_time }) => <RelTime value={pull_time} />,
    },
  ];
}

function TagName({ tag: { name, immutable } }: { tag: Tag }) {
  const { t } = useTranslation("artifact");
  return (
    <Group gap={6} wrap="nowrap">
      <span className="mono" style={{ overflowWrap: "anywhere" }}>
        {name}
      </span>
      {immutable && (
        <Tooltip label={t("tags.immutable")}>
          <IconLock size={14} role="img" aria-label={t("tags.immutable")} />
        </Tooltip>
      )}
    </Group>
  );
}
