import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";
import { useScope } from "@/shared/registries/scope";
import { DataTable } from "@/shared/table/data-table";
import type { Column } from "@/shared/table/types";
import { Stack, Text } from "@/shared/ui/layout";
import { Skeletons } from "@/shared/ui/query-view";
import { Bytes, Count } from "@/shared/ui/values";
import type { Draft } from "./draft";
import type { Preview } from "./model";
import { problemsOfContent } from "./problems";
import { RemoteFailure } from "./remote-failure";

type Match = Preview["items"][number];
const SHOWN = 10;

interface Props {
  draft: Draft;
  preview: UseQueryResult<Preview>;
}

/** What a run would look at now: how much that is, and some of it by name. */
export function MatchPreview({ draft, preview }: Props) {
  const { t } = useTranslation("replication");
  const scope = useScope();
  if (draft.registry === null) {
    return (
      <Text size="sm" c="dimmed">
        {t("preview.choose")}
      </Text>
    );
  }
  if (problemsOfContent(draft, scope).length > 0 && !preview.data) return null;
  if (preview.isError) return <RemoteFailure error={preview.error} />;
  if (!preview.data) return <Skeletons lines={3} />;
  return (
    <div className="refetching" data-stale={preview.isPlaceholderData || undefined}>
      <Found preview={preview.data} />
    </div>
  );
}

export function usePreviewWords(): (preview: Preview) => string {
  const { t, i18n } = useTranslation("replication");
  return ({ repositories, tags, bytes, is_complete }) => {
    const words = t(is_complete ? "preview.sums" : "preview.more", {
      repositories: t("preview.repositories", { count: repositories }),
      tags: t("preview.tags", { count: tags }),
    });
    // Of other registries the sizes are known once the images are looked at.
    return bytes > 0
      ? t("preview.withSize", { words, size: formatBytes(bytes, i18n.language) })
      : words;
  };
}

function Found({ preview }: { preview: Preview }) {
  const { t } = useTranslation("replication");
  const words = usePreviewWords();
  const columns = useColumns();
  const shown = preview.items.slice(0, SHOWN);
  return (
    <Stack gap="xs">
      <Text fw={600} role="status">
        {words(preview)}
      </Text>
      {preview.repositories > 0 && (
        <DataTable
          caption={t("preview.title")}
          rows={shown}
          columns={columns}
          rowId={({ source }) => source}
        />
      )}
      {preview.items.length > SHOWN && (
        <Text size="sm" c="dimmed">
          {t("preview.first", { count: SHOWN })}
        </Text>
      )}
    </Stack>
  );
}

function useColumns(): Column<Match>[] {
  const { t } = useTranslation("replication");
  return [
    {
      id: "source",
      header: t("column.repository"),
      isTitle: true,
      cell: ({ source, target, error }) => (
        <div style={{ overflowWrap: "anywhere" }}>
          <Text inherit>{source}</Text>
          {error ? (
            <Text size="sm" c="red">
              {error}
            </Text>
          ) : (
            target !== source && (
              <Text size="sm" c="dimmed">
                → {target}
              </Text>
            )
          )}
        </div>
      ),
    },
    {
      id: "tags",
      header: t("column.tags"),
      width: "90px",
      align: "end",
      cell: ({ tag_count }) => <Count value={tag_count} />,
    },
    {
      id: "names",
      header: t("preview.some"),
      width: "38%",
      cell: ({ tags }) => (
        <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
          {tags.join(", ")}
        </Text>
      ),
    },
    {
      id: "size",
      header: t("column.size"),
      width: "100px",
      align: "end",
      cell: ({ size }) => (size > 0 ? <Bytes value={size} /> : "–"),
    },
  ];
}
