import type { TFunction } from "i18next";
import { shortDigest } from "@/shared/lib/digest";
import { formatAbsolute } from "@/shared/lib/time";
import type { Column } from "@/shared/table/types";
import { Text } from "@/shared/ui/layout";
import { Bytes, RelTime } from "@/shared/ui/values";
import { type Item, nameOf, typeOf } from "./model";

export function trashColumns(t: TFunction<"trash">, language: string): Column<Item>[] {
  return [
    {
      id: "name",
      header: t("column.name"),
      isTitle: true,
      cell: (item) => (
        <>
          <Text span inherit className="mono" style={{ overflowWrap: "anywhere" }}>
            {nameOf(item)}
          </Text>
          <Text size="sm" c="dimmed" lineClamp={2}>
            {contentsOf(item, t)}
          </Text>
        </>
      ),
    },
    {
      id: "type",
      header: t("type"),
      width: "110px",
      cell: (item) => t(`type.${typeOf(item)}`),
    },
    {
      id: "held",
      header: t("column.held"),
      width: "100px",
      align: "end",
      cell: ({ bytes }) => <Bytes value={bytes} />,
    },
    {
      id: "deleted",
      header: t("column.deleted"),
      sortKey: "deleted_at",
      width: "170px",
      cell: ({ deleted_at, deleted_by }) => (
        <>
          <RelTime value={deleted_at} />
          {deleted_by && (
            <Text size="sm" c="dimmed" truncate>
              {deleted_by}
            </Text>
          )}
        </>
      ),
    },
    {
      id: "until",
      header: t("column.until"),
      width: "170px",
      cell: ({ kept_until }) => <Until value={kept_until} language={language} />,
    },
  ];
}

/** A date and a time: that it is some day next week is too little to go by. */
function Until({ value, language }: { value: string; language: string }) {
  const time = new Date(value);
  const words = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <time dateTime={value} title={formatAbsolute(time, language)}>
      {words.format(time)}
    </time>
  );
}

/** What comes back with it. */
function contentsOf(item: Item, t: TFunction<"trash">): string {
  const { artifact_count, tag_count, tags } = item;
  switch (typeOf(item)) {
    case "repository":
      return t("contents", { artifacts: artifact_count, tags: tag_count });
    case "artifact":
      return tags.join(", ") || t("untagged");
    default:
      return shortDigest(item.digest);
  }
}
