import { Avatar, Menu, UnstyledButton, VisuallyHidden } from "@mantine/core";
import {
  IconChevronDown,
  IconInfoCircle,
  IconKey,
  IconLogout,
  IconSettings,
  IconUser,
} from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/shared/api/client";
import { sessionQueries } from "@/shared/api/session";
import { mayLeave } from "@/shared/forms/unsaved";
import { toast } from "@/shared/ui/toasts";
import { About } from "./about";
import { LanguageItems, ThemeItems } from "./preferences";
import classes from "./shell.module.css";

export function UserMenu() {
  const { t, i18n } = useTranslation("app");
  const { data: user } = useQuery(sessionQueries.user());
  const signOut = useSignOut();
  const [isAbout, setIsAbout] = useState(false);
  const name = user?.username ?? "";
  return (
    <>
      <Menu width={220} position="bottom-end">
        <Menu.Target>
          <UnstyledButton className={classes.user}>
            <Avatar size={26} radius="xl" color="tide" variant="filled" aria-hidden>
              {name.slice(0, 1).toUpperCase()}
            </Avatar>
            {/* Said instead of the name, which stands beside it on wide screens only. */}
            <VisuallyHidden>{t("shell.account", { name })}</VisuallyHidden>
            <span className={classes.userName} aria-hidden>
              {name}
            </span>
            <IconChevronDown size={14} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to="/me/profile" leftSection={<IconUser size={16} />}>
            {i18n.t("me:tab.profile")}
          </Menu.Item>
          <Menu.Item component={Link} to="/me/tokens" leftSection={<IconKey size={16} />}>
            {i18n.t("me:tab.tokens")}
          </Menu.Item>
          <Menu.Item component={Link} to="/me/preferences" leftSection={<IconSettings size={16} />}>
            {i18n.t("me:tab.preferences")}
          </Menu.Item>
          <Menu.Divider />
          <ThemeItems />
          <Menu.Divider />
          <LanguageItems />
          <Menu.Divider />
          <Menu.Item leftSection={<IconInfoCircle size={16} />} onClick={() => setIsAbout(true)}>
            {t("about.title")}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
            {t("shell.signOut")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <About isOpen={isAbout} onClose={() => setIsAbout(false)} />
    </>
  );
}

export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async () => {
    // Before it: afterwards there is no way to save what was changed.
    if (!(await mayLeave())) return;
    try {
      await api.POST("/c/log_out");
    } catch (error) {
      return toast.failure(error);
    }
    await router.navigate({ to: "/login", ignoreBlocker: true });
    queryClient.clear();
  };
}
