import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { Drawer } from "@/shared/ui/dialog";
import { Stack, Text, Title } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { QueryView } from "@/shared/ui/query-view";
import { RelTime, StatusBadge } from "@/shared/ui/values";
import { type User, userQueries } from "./api";
import { StateBadge } from "./state-badge";
import { UserTokens } from "./user-tokens";
import classes from "./users.module.css";

interface Props {
  id: number | undefined;
  onClose: () => void;
}

export function UserDrawer({ id, onClose }: Props) {
  const { t } = useTranslation("users");
  return (
    <Drawer isOpen={id !== undefined} onClose={onClose} size="lg" title={t("drawer.title")}>
      {id !== undefined && <Loaded id={id} />}
    </Drawer>
  );
}

function Loaded({ id }: { id: number }) {
  const { t } = useTranslation("users");
  return (
    <QueryView query={useQuery(userQueries.one(id))}>
      {(user) => (
        <Stack gap="lg">
          <Facts user={user} />
          <Stack gap="xs" component="section">
            <Title order={2} size="h5">
              {t("tokens.title")}
            </Title>
            <UserTokens user={user} />
          </Stack>
        </Stack>
      )}
    </QueryView>
  );
}

function Facts({ user }: { user: User }) {
  const { t } = useTranslation("users");
  const can = useCan();
  const seesLog = can("audit-log:list");
  return (
    <Stack gap="sm">
      <Text fw={600} size="lg" className={classes.name}>
        {user.username}
      </Text>
      <dl className={classes.facts}>
        <Fact name={t("column.role")}>
          <StatusBadge tone={user.sysadmin_flag ? "busy" : "neutral"}>
            {user.sysadmin_flag ? t("role.admin") : t("role.user")}
          </StatusBadge>
        </Fact>
        <Fact name={t("column.state")}>
          <StateBadge user={user} />
        </Fact>
        <Fact name={t("column.email")}>{user.email}</Fact>
        <Fact name={t("column.realname")}>{user.realname}</Fact>
        <Fact name={t("column.comment")}>{user.comment}</Fact>
        <Fact name={t("column.created")}>
          <RelTime value={user.creation_time} />
        </Fact>
        {seesLog && (
          <Fact name={t("drawer.lastLogin")}>
            <LastLogin username={user.username} />
          </Fact>
        )}
      </dl>
      {seesLog && (
        <Link to="/admin/audit" search={{ username: user.username, range: "all" }}>
          {t("drawer.log")}
        </Link>
      )}
    </Stack>
  );
}

function LastLogin({ username }: { username: string }) {
  const { t } = useTranslation("users");
  const { data, isError } = useQuery(userQueries.lastLogin(username));
  if (isError) return t("drawer.lastLoginFailed");
  if (data === undefined) return "…";
  const [login] = data.items;
  if (!login) return data.isAll ? t("drawer.noLogin") : t("drawer.noRecentLogin");
  return (
    <>
      <RelTime value={login.op_time} />
      {login.source_address && t("drawer.fromAddress", { address: login.source_address })}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children || "–"}</dd>
    </div>
  );
}
