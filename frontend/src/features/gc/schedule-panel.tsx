import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { useCan } from "@/shared/api/session";
import { ComingRuns } from "@/shared/forms/coming-runs";
import { whenOf, whenWords } from "@/shared/forms/schedule";
import { Button } from "@/shared/ui/buttons";
import { Stack, Text } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { gcQueries } from "./api";
import { optionsOf } from "./model";

const ScheduleDrawer = whenOpened(
  () => import("./schedule-drawer").then((found) => found.ScheduleDrawer),
  ({ isOpen }) => isOpen,
);

/** When runs begin by themselves, and the way to change that. */
export function SchedulePanel() {
  const { t } = useTranslation("gc");
  const can = useCan();
  const schedule = useQuery(gcQueries.schedule());
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel
      title={t("schedule.title")}
      actions={
        can("garbage-collection:update") &&
        schedule.data && <Button onClick={() => setIsOpen(true)}>{t("schedule.edit")}</Button>
      }
    >
      <QueryView query={schedule} lines={2}>
        {(found) => (
          <>
            <Told schedule={found} />
            <ScheduleDrawer schedule={found} isOpen={isOpen} onClose={() => setIsOpen(false)} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}

function Told({ schedule }: { schedule: Schemas["ScheduleRead"] }) {
  const { t } = useTranslation(["gc", "common"]);
  const { t: common } = useTranslation();
  const when = whenOf(schedule.schedule);
  if (when.type === "None") return <Text c="dimmed">{t("schedule.none")}</Text>;
  const options = optionsOf(schedule.parameters);
  return (
    <Stack gap="xs">
      <Text>{whenWords(when, common)}</Text>
      {options.delete_untagged && <Text size="sm">{t("schedule.untagged")}</Text>}
      <ComingRuns times={schedule.coming} />
    </Stack>
  );
}
