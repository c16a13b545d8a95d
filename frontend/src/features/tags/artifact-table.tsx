import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Artifact } from "./api";
import { artifactColumns } from "./artifact-columns";
import { RowTable, type TableProps } from "./row-table";

/** All artifacts of a repository, also those that no tag names. */
export function ArtifactTable(props: TableProps<Artifact>) {
  const { t } = useTranslation(["tags", "common"]);
  const { place } = props;
  const columns = useMemo(() => artifactColumns(t, place), [t, place]);
  return (
    <RowTable
      {...props}
      caption={t("view.artifacts")}
      choice="artifacts"
      columns={columns}
      rowId={(row) => row.digest}
      tagOf={(row) => row.tags?.[0]?.name}
    />
  );
}
