import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Drawer } from "@/shared/ui/dialog";
import { Stack } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { robotQueries } from "./api";
import { RobotDetails } from "./robot-details";
import { RobotForm } from "./robot-form";
import type { RobotSearch } from "./search";
import type { FreshSecret } from "./secret-dialog";

interface Props {
  open: RobotSearch["open"];
  project: string | undefined;
  can: (right: string) => boolean;
  onClose: () => void;
  onFresh: (secret: FreshSecret) => void;
}

/** A new robot, or one that there is: to change it, or only to look at it. */
export function RobotDrawer({ open, project, can, onClose, onFresh }: Props) {
  const { t } = useTranslation("robots");
  if (open === undefined) return null;
  if (open === "new") {
    if (!can("robot:create")) return null;
    return (
      <Drawer isOpen size="lg" onClose={onClose} title={t("create.title")}>
        <NewRobot project={project} onClose={onClose} onFresh={onFresh} />
      </Drawer>
    );
  }
  return (
    <Drawer
      isOpen
      size="lg"
      onClose={onClose}
      title={can("robot:update") ? t("edit.title") : t("details.title")}
    >
      <OneRobot id={open} project={project} mayChange={can("robot:update")} onClose={onClose} />
    </Drawer>
  );
}

type NewProps = Pick<Props, "project" | "onClose" | "onFresh">;

function NewRobot(props: NewProps) {
  const catalogue = useQuery(robotQueries.catalogue());
  return (
    <QueryView query={catalogue}>{(found) => <RobotForm catalogue={found} {...props} />}</QueryView>
  );
}

interface OneProps {
  id: number;
  project: string | undefined;
  mayChange: boolean;
  onClose: () => void;
}

function OneRobot({ id, project, mayChange, onClose }: OneProps) {
  const robot = useQuery(robotQueries.one(id));
  const catalogue = useQuery({ ...robotQueries.catalogue(), enabled: mayChange });
  return (
    <QueryView query={robot}>
      {(found) => (
        <Stack gap="md">
          <RobotDetails robot={found} isWhole={!mayChange} />
          {mayChange && (
            <QueryView query={catalogue}>
              {(rights) => (
                <RobotForm
                  key={found.update_time}
                  robot={found}
                  catalogue={rights}
                  project={project}
                  onClose={onClose}
                />
              )}
            </QueryView>
          )}
        </Stack>
      )}
    </QueryView>
  );
}
