import type { TFunction } from "i18next";
import { UNLIMITED } from "@/shared/lib/bytes";
import type { Column } from "@/shared/table/types";
import { Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Bytes } from "@/shared/ui/values";
import type { Quota } from "./api";
import { Usage } from "./usage";

export function quotaColumns(t: TFunction<"quotas">): Column<Quota>[] {
  return [
    {
      id: "project",
      header: t("column.project"),
      sortKey: "ref.name",
      isTitle: true,
      cell: ({ ref }) => (
        <Link to="/projects/$project" params={{ project: ref.name }} fw={600}>
          {ref.name}
        </Link>
      ),
    },
    {
      id: "owner",
      header: t("column.owner"),
      sortKey: "ref.owner_name",
      width: "160px",
      cell: ({ ref }) => ref.owner_name,
    },
    {
      id: "used",
      header: t("column.used"),
      sortKey: "used.storage",
      align: "end",
      width: "130px",
      cell: ({ used }) => <Bytes value={used.storage} />,
    },
    {
      id: "limit",
      header: t("column.limit"),
      sortKey: "hard.storage",
      align: "end",
      width: "130px",
      cell: ({ hard }) => <Limit bytes={hard.storage} none={t("noLimit")} />,
    },
    {
      id: "usage",
      header: t("column.usage"),
      width: "220px",
      cell: (quota) => <Usage quota={quota} />,
    },
  ];
}

function Limit({ bytes, none }: { bytes: number; none: string }) {
  if (bytes !== UNLIMITED) return <Bytes value={bytes} />;
  return (
    <Text span inherit c="dimmed">
      {none}
    </Text>
  );
}
