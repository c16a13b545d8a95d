import type { TFunction } from "i18next";
import type { Column } from "@/shared/table/types";
import { Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { RelTime, StatusBadge } from "@/shared/ui/values";
import type { User } from "./api";
import type { UserSearch } from "./search";
import { StateBadge } from "./state-badge";

export function userColumns(t: TFunction<"users">, search: UserSearch): Column<User>[] {
  return [
    {
      id: "username",
      header: t("column.username"),
      sortKey: "username",
      isTitle: true,
      cell: ({ user_id, username }) => (
        <Link to="." search={{ ...search, user: user_id }} fw={600} className="name">
          {username}
        </Link>
      ),
    },
    {
      id: "role",
      header: t("column.role"),
      sortKey: "sysadmin_flag",
      width: "140px",
      cell: ({ sysadmin_flag }) =>
        sysadmin_flag ? (
          <StatusBadge tone="busy">{t("role.admin")}</StatusBadge>
        ) : (
          <Text span inherit c="dimmed">
            {t("role.user")}
          </Text>
        ),
    },
    {
      id: "state",
      header: t("column.state"),
      sortKey: "active",
      width: "105px",
      cell: (user) => <StateBadge user={user} />,
    },
    {
      id: "realname",
      header: t("column.realname"),
      sortKey: "realname",
      width: "150px",
      cell: ({ realname }) =>
        realname || (
          <Text span inherit c="dimmed">
            –
          </Text>
        ),
    },
    {
      id: "email",
      header: t("column.email"),
      sortKey: "email",
      width: "220px",
      cell: ({ email }) => <Email address={email} />,
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

/** Where it is too long for a line it breaks before the host. */
function Email({ address }: { address: User["email"] }) {
  const [name, ...host] = (address ?? "").split("@");
  if (host.length === 0) return name;
  return (
    <>
      {name}
      <wbr />@{host.join("@")}
    </>
  );
}
