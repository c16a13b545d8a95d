import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { CopyButton } from "@/shared/ui/copy-button";
import { NothingYet } from "@/shared/ui/empty-state";
import { Code, Group, Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import classes from "./first-push.module.css";

/** An empty project: how the first image comes into it. */
export function FirstPush({ project, mayPush }: { project: string; mayPush: boolean }) {
  const { t } = useTranslation("project-overview");
  const { data: system } = useQuery(sessionQueries.system());
  const target = `${system?.registry_url ?? location.host}/${project}/app:1.0`;
  if (!mayPush) return <NothingYet title={t("first.empty")} />;
  return (
    <Panel title={t("first.title")} note={t("first.note")}>
      <Stack gap="xs">
        {[`docker tag app:1.0 ${target}`, `docker push ${target}`].map((command) => (
          <Group key={command} gap="xs" wrap="nowrap">
            <Code block flex={1} miw={0} className={classes.command}>
              {command}
            </Code>
            <CopyButton text={command} what={t("first.command")} />
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
