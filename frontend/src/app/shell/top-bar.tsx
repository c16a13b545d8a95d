import { Burger, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Breadcrumbs } from "./breadcrumbs";
import classes from "./shell.module.css";
import { UserMenu } from "./user-menu";

interface Props {
  isOpen: boolean;
  onMenu: () => void;
  /** What opens the search. */
  search?: ReactNode;
}

export function TopBar({ isOpen, onMenu, search }: Props) {
  const { t } = useTranslation("app");
  return (
    <div className={classes.bar}>
      <div className={classes.brand}>
        <Burger
          hiddenFrom="sm"
          size="sm"
          color="currentColor"
          opened={isOpen}
          onClick={onMenu}
          aria-label={isOpen ? t("shell.closeMenu") : t("shell.openMenu")}
        />
        <Mark />
        <strong>{t("shell.product")}</strong>
      </div>
      <Breadcrumbs />
      <Group gap="xs" ml="auto" wrap="nowrap">
        {search}
        <UserMenu />
      </Group>
    </div>
  );
}

export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#14727f" />
      <path d="M7 12h18v3.2H7zM9 17h14v3.2H9zM12 22h8v3.2h-8z" fill="#fff" />
      <path d="M12.5 7h7v3h-7z" fill="#83d2dc" />
    </svg>
  );
}
