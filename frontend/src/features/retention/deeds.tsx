import { IconDots, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCanInProject } from "@/shared/api/project";
import { Button, IconButton } from "@/shared/ui/buttons";
import { Menu } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import type { Policy } from "./model";

const StartDialog = whenOpened(
  () => import("./start-dialog").then((found) => found.StartDialog),
  ({ isOpen }) => isOpen,
);
const DeletePolicy = whenOpened(
  () => import("./delete-policy").then((found) => found.DeletePolicy),
  ({ isOpen }) => isOpen,
);

interface Props {
  project: string;
  projectId: number;
  policy: Policy;
  /** One run at a time: while one is under way there is nothing to begin. */
  isUnderWay: boolean;
}

/** What can be done with a policy as a whole: to run it, and to be rid of it. */
export function Deeds({ project, projectId, policy, isUnderWay }: Props) {
  const { t } = useTranslation("retention");
  const can = useCanInProject(project);
  const [asked, setAsked] = useState<"dry" | "real" | "delete" | null>(null);
  const close = () => setAsked(null);
  const isIdle = policy.rules.every(({ disabled }) => disabled);
  const of = { project, projectId, policy, onClose: close };
  return (
    <>
      {can("tag-retention:update") && (
        <>
          <Button disabled={isUnderWay || isIdle} onClick={() => setAsked("dry")}>
            {t("start.dry.button")}
          </Button>
          <Button disabled={isUnderWay || isIdle} onClick={() => setAsked("real")}>
            {t("start.real.button")}
          </Button>
          <StartDialog deed="dry" isOpen={asked === "dry"} {...of} />
          <StartDialog deed="real" isOpen={asked === "real"} {...of} />
        </>
      )}
      {can("tag-retention:delete") && (
        <>
          <Menu position="bottom-end" width={200}>
            <Menu.Target>
              <IconButton label={t("more")}>
                <IconDots size={16} />
              </IconButton>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} />}
                onClick={() => setAsked("delete")}
              >
                {t("delete.action")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <DeletePolicy
            project={project}
            policy={policy.id}
            isOpen={asked === "delete"}
            onClose={close}
          />
        </>
      )}
    </>
  );
}
