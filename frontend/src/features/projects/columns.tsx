import type { TFunction } from "i18next";
import type { Column } from "@/shared/table/types";
import { Link } from "@/shared/ui/link";
import { QuotaBar } from "@/shared/ui/quota-bar";
import { Count, RelTime } from "@/shared/ui/values";
import type { Project, Quotas } from "./api";
import { isPublic } from "./model";
import { RoleName } from "./role-name";
import { Visibility } from "./visibility";

/** *quotas* are there for those alone who may see the quotas of all projects. */
export function projectColumns(
  t: TFunction<["projects", "common"]>,
  quotas: Quotas | undefined,
): Column<Project>[] {
  return [
    {
      id: "name",
      header: t("column.name"),
      sortKey: "name",
      isTitle: true,
      width: "200px",
      cell: ({ name }) => (
        <Link to="/projects/$project" params={{ project: name }} fw={600}>
          {name}
        </Link>
      ),
    },
    {
      id: "visibility",
      header: t("column.visibility"),
      sortKey: "public",
      width: "115px",
      cell: (project) => <Visibility isOpen={isPublic(project)} />,
    },
    {
      id: "repositories",
      header: t("column.repositories"),
      align: "end",
      width: "112px",
      cell: ({ repo_count }) => <Count value={repo_count} />,
    },
    {
      id: "role",
      header: t("column.role"),
      width: "125px",
      cell: ({ current_user_role_id }) => <RoleName id={current_user_role_id} />,
    },
    ...(quotas ? [storageColumn(t, quotas)] : []),
    {
      id: "owner",
      header: t("column.owner"),
      sortKey: "owner_name",
      width: "105px",
      cell: ({ owner_name }) => owner_name,
    },
    {
      id: "created",
      header: t("column.created"),
      sortKey: "creation_time",
      width: "130px",
      cell: ({ creation_time }) => <RelTime value={creation_time} />,
    },
  ];
}

function storageColumn(t: TFunction<["projects", "common"]>, quotas: Quotas): Column<Project> {
  return {
    id: "storage",
    header: t("column.storage"),
    width: "170px",
    cell: ({ project_id }) => {
      const quota = quotas.get(project_id);
      if (!quota) return "–";
      return <QuotaBar used={quota.used.storage ?? 0} limit={quota.hard.storage ?? -1} />;
    },
  };
}
