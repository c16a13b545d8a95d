import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sessionQueries, useCan } from "@/shared/api/session";
import { CommandBlock } from "@/shared/pull-box/command-block";
import { loginCommands } from "@/shared/pull-box/commands";
import { useRegistry } from "@/shared/pull-box/use-registry";
import { SimpleGrid, Stack } from "@/shared/ui/layout";
import { Page } from "@/shared/ui/page";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { Activity } from "./activity";
import { homeQueries } from "./api";
import { Figures } from "./figures";
import { FirstRun } from "./first-run";
import { LargestProjects } from "./largest-projects";
import { NewestRows } from "./newest-rows";
import { Recent } from "./recent";

export function HomePage() {
  const { t } = useTranslation("home");
  const { data: user } = useQuery(sessionQueries.user());
  const can = useCan();
  const statistics = useQuery(homeQueries.statistics());
  const [isFirstRun, setIsFirstRun] = useState(false);
  // It stays until the page is left: whoever pushed their first image shall see that it came.
  if (!isFirstRun && statistics.data?.total_repo_count === 0) setIsFirstRun(true);
  return (
    <Page title={t("title")} note={t("greeting", { name: user?.realname || user?.username })}>
      <QueryView query={statistics} lines={2}>
        {(counts) => (
          <Stack gap="md">
            <Figures counts={counts} isAdmin={user?.sysadmin_flag ?? false} />
            {isFirstRun && <FirstRun />}
          </Stack>
        )}
      </QueryView>
      {can("system-volumes:read") && statistics.data && !isFirstRun && <Activity />}
      {user && <Recent username={user.username} />}
      {(can("quota:list") || can("audit-log:list")) && (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          {can("quota:list") && <LargestProjects />}
          {can("audit-log:list") && <NewestRows />}
        </SimpleGrid>
      )}
      {!isFirstRun && <LoginCommand />}
    </Page>
  );
}

function LoginCommand() {
  const { t } = useTranslation("home");
  const { host, username } = useRegistry();
  return (
    <Panel title={t("connect")} note={t("connectNote")}>
      {loginCommands("docker", host, username).map((command) => (
        <CommandBlock key={command.text} command={command} />
      ))}
    </Panel>
  );
}
