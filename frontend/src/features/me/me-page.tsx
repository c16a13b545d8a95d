import { Link as RouterLink } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/shared/ui/page";
import classes from "./me.module.css";

const TABS = [
  { name: "profile", to: "/me/profile" },
  { name: "tokens", to: "/me/tokens" },
  { name: "preferences", to: "/me/preferences" },
] as const;

interface Props {
  /** The page's own name; it is among the tabs. */
  tab: (typeof TABS)[number]["name"];
  note?: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of one's own account, with the way to the others. */
export function MePage({ tab, note, actions, children }: Props) {
  const { t } = useTranslation("me");
  return (
    <>
      <nav aria-label={t("title")} className={classes.tabs}>
        {TABS.map(({ name, to }) => (
          <RouterLink
            key={name}
            to={to}
            activeOptions={{ includeSearch: false }}
            activeProps={{ "aria-current": "page" }}
          >
            {t(`tab.${name}`)}
          </RouterLink>
        ))}
      </nav>
      <Page title={t(`tab.${tab}`)} actions={actions} {...(note ? { note } : {})}>
        {children}
      </Page>
    </>
  );
}
