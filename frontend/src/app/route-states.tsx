import { Stack, Text } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { type ReactNode, use } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "@/shared/ui/buttons";
import { LoadFailure } from "@/shared/ui/error-panel";
import { Page } from "@/shared/ui/page";
import { Skeletons } from "@/shared/ui/query-view";
import classes from "./route-states.module.css";
import { InShell } from "./shell/in-shell";

/** A part that could not be loaded once is not asked for again before the page is. */
export function RouteError({ error }: ErrorComponentProps) {
  const { t } = useTranslation("app");
  return (
    <Landmark>
      <Page title={t("error.title")}>
        <LoadFailure error={error} onRetry={() => location.reload()} />
      </Page>
    </Landmark>
  );
}

export function RouteMissing() {
  const { t } = useTranslation("app");
  return (
    <Landmark>
      <Page title={t("missing.title")}>
        <Stack align="flex-start">
          <Text>{t("missing.text")}</Text>
          <LinkButton to="/">{t("missing.home")}</LinkButton>
        </Stack>
      </Page>
    </Landmark>
  );
}

export function RoutePending() {
  return <Skeletons lines={8} />;
}

/** The page's `main`, where no shell is around that has it. */
function Landmark({ children }: { children: ReactNode }) {
  if (use(InShell)) return children;
  return <main className={classes.alone}>{children}</main>;
}
