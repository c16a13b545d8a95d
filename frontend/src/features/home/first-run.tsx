import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCanInProject } from "@/shared/api/project";
import { SelectField } from "@/shared/forms/fields";
import { usePolling } from "@/shared/hooks/use-polling";
import { splitRepository } from "@/shared/lib/references";
import { repositoryPage } from "@/shared/lib/repository-page";
import { CommandBlock } from "@/shared/pull-box/command-block";
import { loginCommands } from "@/shared/pull-box/commands";
import { PushBox } from "@/shared/pull-box/push-box";
import { useRegistry } from "@/shared/pull-box/use-registry";
import { LinkButton } from "@/shared/ui/buttons";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { homeQueries } from "./api";
import { Step } from "./step";

const EVERY = 2500;
const USUAL = "library";

/** From an empty registry to the first image; each step turns green once the server has seen it. */
export function FirstRun() {
  const { t } = useTranslation("home");
  const [chosen, choose] = useState<string | null>(null);
  const isPushed = useQuery({ ...homeQueries.newestRepository(), enabled: false }).data != null;
  const queryClient = useQueryClient();
  useEffect(() => {
    // The figures above, and what happened last, are others now.
    if (isPushed) queryClient.invalidateQueries({ queryKey: homeQueries.all() });
  }, [isPushed, queryClient]);
  const interval = usePolling(isPushed ? false : EVERY);
  const newest = useQuery({ ...homeQueries.newestRepository(), refetchInterval: interval });
  const pushable = useQuery({ ...homeQueries.pushable(), refetchInterval: interval });
  const { projects, isAll } = pushable.data ?? { projects: [], isAll: true };
  const usual = projects.find(({ name }) => name === USUAL) ?? projects[0];
  const project = projects.find(({ name }) => name === chosen) ?? usual;
  // As the second step has asked for it.
  const robots = useQuery({ ...homeQueries.hasRobot(project?.id ?? 0), enabled: false });
  const error = newest.error ?? pushable.error;
  return (
    <Panel title={t("first.title")} note={t("first.note")}>
      <Stack gap="lg" component="ol" p={0} m={0} style={{ listStyle: "none" }}>
        <Step number={1} title={t("first.project")} isDone={project !== undefined}>
          <ProjectChoice
            names={projects.map(({ name }) => name)}
            isAll={isAll}
            chosen={project?.name}
            onChoose={choose}
          />
        </Step>
        <Step number={2} title={t("first.account")} isDone={isPushed || (robots.data ?? false)}>
          {project && <Account id={project.id} name={project.name} isPushed={isPushed} />}
        </Step>
        <Step number={3} title={t("first.push")} isDone={isPushed}>
          {newest.data ? (
            <Pushed fullName={newest.data} />
          ) : (
            <PushBox project={project?.name ?? USUAL} />
          )}
        </Step>
      </Stack>
      {error ? <ErrorPanel error={error} /> : null}
    </Panel>
  );
}

interface ChoiceProps {
  names: readonly string[];
  /** Whether there are no others. */
  isAll: boolean;
  chosen: string | undefined;
  onChoose: (name: string | null) => void;
}

function ProjectChoice({ names, isAll, chosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation("home");
  return (
    <Stack gap="xs" align="flex-start">
      <Text>{chosen ? t("first.projectText") : t("first.projectNone")}</Text>
      <Group gap="xs">
        {chosen && (
          <SelectField
            aria-label={t("first.into")}
            data={[...names]}
            value={chosen}
            allowDeselect={false}
            searchable={names.length > 10}
            onChange={onChoose}
          />
        )}
        <LinkButton to="/projects">{t("first.newProject")}</LinkButton>
      </Group>
      {!isAll && (
        <Text size="sm" c="dimmed">
          {t("first.notAll")}
        </Text>
      )}
    </Stack>
  );
}

interface AccountProps {
  id: number;
  name: string;
  isPushed: boolean;
}

/** A robot of the project, for whoever may make one, or their own name and password. */
function Account({ id, name, isPushed }: AccountProps) {
  const { t } = useTranslation("home");
  const { host, username } = useRegistry();
  const can = useCanInProject(name);
  const interval = usePolling(isPushed ? false : EVERY);
  const hasRobot = useQuery({
    ...homeQueries.hasRobot(id),
    enabled: can("robot:list"),
    refetchInterval: interval,
  });
  return (
    <Stack gap="xs">
      <Text>{t("first.accountText")}</Text>
      {loginCommands("docker", host, username).map((command) => (
        <CommandBlock key={command.text} command={command} />
      ))}
      {can("robot:create") && (
        <Group gap="xs">
          <LinkButton
            to="/projects/$project/robots"
            params={{ project: name }}
            search={{ open: "new" }}
          >
            {t("first.newRobot")}
          </LinkButton>
          {hasRobot.data && <Text c="dimmed">{t("first.hasRobot", { project: name })}</Text>}
        </Group>
      )}
    </Stack>
  );
}

function Pushed({ fullName }: { fullName: string }) {
  const { t } = useTranslation("home");
  return (
    <Stack gap="xs" align="flex-start" role="status">
      <Text>{t("first.pushed", { name: fullName })}</Text>
      <LinkButton weight="primary" {...repositoryPage(splitRepository(fullName), "tags")}>
        {t("first.open")}
      </LinkButton>
    </Stack>
  );
}
