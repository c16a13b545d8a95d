import { AppShell } from "@mantine/core";
import { Outlet, useLocation } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useIsNarrow } from "@/shared/hooks/use-narrow";
import { useSetting } from "@/shared/hooks/use-setting";
import { Banner } from "./banner";
import { InShell } from "./in-shell";
import { Rail } from "./rail";
import classes from "./shell.module.css";
import { TopBar } from "./top-bar";

/** What is around every page once somebody is logged in. */
export function Shell({ search }: { search?: ReactNode }) {
  const { t } = useTranslation("app");
  const isNarrow = useIsNarrow();
  const { pathname } = useLocation();
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const [rail, setRail] = useSetting("rail");
  const isFolded = rail === "folded" && !isNarrow;
  const isOpen = openedAt === pathname; // it closes where a link led elsewhere
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: isFolded ? 60 : 224, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding={{ base: "md", sm: "lg" }}
      transitionDuration={120}
    >
      <a className={classes.skip} href="#main">
        {t("shell.skip")}
      </a>
      <AppShell.Header className={classes.header}>
        <TopBar
          isOpen={isOpen}
          onMenu={() => setOpenedAt(isOpen ? null : pathname)}
          search={search}
        />
      </AppShell.Header>
      <AppShell.Navbar className={classes.rail} aria-label={t("shell.navigation")}>
        <Rail isFolded={isFolded} onFold={() => setRail(isFolded ? "open" : "folded")} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <Banner />
        <InShell value={true}>
          <Outlet />
        </InShell>
      </AppShell.Main>
    </AppShell>
  );
}
