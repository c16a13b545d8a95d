import type { TFunction } from "i18next";
import type { Column } from "@/shared/table/types";
import { Bytes, Count, RelTime } from "@/shared/ui/values";
import type { Artifact, Platform, TagRow } from "./api";
import { TypeCell } from "./type-cell";

/**
 * What is told of an artifact, and of a tag by its artifact; *pushed* is the cell of when that came
 * to be.
 */
export function storedColumns<Row extends TagRow | Artifact>(
  t: TFunction<["tags", "common"]>,
  platforms: (row: Row) => readonly Platform[],
  pushed: Pick<Column<Row>, "width" | "cell">,
): Column<Row>[] {
  return [
    {
      id: "type",
      header: t("column.type"),
      width: "200px",
      cell: (row) => <TypeCell row={row} platforms={platforms(row)} />,
    },
    {
      id: "size",
      header: t("column.size"),
      sortKey: "size",
      align: "end",
      width: "92px",
      cell: ({ size }) => <Bytes value={size} />,
    },
    { id: "pushed", header: t("column.pushed"), sortKey: "push_time", ...pushed },
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
