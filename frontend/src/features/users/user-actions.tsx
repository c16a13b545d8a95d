import {
  IconCircleCheck,
  IconCircleOff,
  IconDots,
  IconKey,
  IconShield,
  IconShieldOff,
  IconTrash,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries, useCan } from "@/shared/api/session";
import { IconButton } from "@/shared/ui/buttons";
import { Menu } from "@/shared/ui/layout";
import type { User } from "./api";
import { isKept, isSwitchable } from "./model";

/** What is asked about a user before it is done. */
export type Question = "admin" | "password" | "enable" | "disable" | "delete";

interface Props {
  user: User;
  onAsk: (question: Question, user: User) => void;
}

/** What can be done with one account; what the API refuses of it is absent. */
export function UserActions({ user, onAsk }: Props) {
  const { t } = useTranslation("users");
  const can = useCan();
  const { data: me } = useQuery(sessionQueries.user());
  const isMe = me?.user_id === user.user_id;
  const isFree = !isKept(user, me?.username);
  const mayDelete = can("user:delete") && isFree;
  const mayUpdate = can("user:update");
  if (!mayUpdate && !mayDelete) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={t("actions.label", { name: user.username })}>
          <IconDots size={16} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {mayUpdate && isFree && (
          <Menu.Item
            leftSection={
              user.sysadmin_flag ? <IconShieldOff size={16} /> : <IconShield size={16} />
            }
            onClick={() => onAsk("admin", user)}
          >
            {user.sysadmin_flag ? t("admin.lower") : t("admin.raise")}
          </Menu.Item>
        )}
        {mayUpdate && !isMe && (
          <Menu.Item leftSection={<IconKey size={16} />} onClick={() => onAsk("password", user)}>
            {t("password.action")}
          </Menu.Item>
        )}
        {mayUpdate && isSwitchable(user, me?.username) && (
          <Menu.Item
            leftSection={user.active ? <IconCircleOff size={16} /> : <IconCircleCheck size={16} />}
            onClick={() => onAsk(user.active ? "disable" : "enable", user)}
          >
            {user.active
              ? t("active.action.disable", { count: 1 })
              : t("active.action.enable", { count: 1 })}
          </Menu.Item>
        )}
        {isMe && <Menu.Label>{t("actions.own")}</Menu.Label>}
        {mayDelete && (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            onClick={() => onAsk("delete", user)}
          >
            {t("delete.action", { count: 1 })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
