import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCanInProject } from "@/shared/api/project";
import { ComingRuns } from "@/shared/forms/coming-runs";
import { whenWords } from "@/shared/forms/schedule";
import { Button } from "@/shared/ui/buttons";
import { Stack, Text } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import { Panel } from "@/shared/ui/panel";
import { type Policy, whenOfPolicy } from "./model";

const ScheduleDrawer = whenOpened(
  () => import("./schedule-drawer").then((found) => found.ScheduleDrawer),
  ({ isOpen }) => isOpen,
);

interface Props {
  project: string;
  policy: Policy;
  isUnderWay: boolean;
}

/** When the rules are carried out by themselves, and the way to change that. */
export function SchedulePanel({ project, policy, isUnderWay }: Props) {
  const { t } = useTranslation("retention");
  const { t: common } = useTranslation();
  const can = useCanInProject(project);
  const [isOpen, setIsOpen] = useState(false);
  const when = whenOfPolicy(policy);
  return (
    <Panel
      title={t("schedule.title")}
      actions={
        can("tag-retention:update") && (
          <Button onClick={() => setIsOpen(true)}>{t("schedule.edit")}</Button>
        )
      }
    >
      {when.type === "None" ? (
        <Text c="dimmed">{t("schedule.none")}</Text>
      ) : (
        <Stack gap="xs">
          <Text>{whenWords(when, common)}</Text>
          <ComingRuns times={policy.coming} />
        </Stack>
      )}
      <ScheduleDrawer
        project={project}
        policy={policy}
        isUnderWay={isUnderWay}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
      />
    </Panel>
  );
}
