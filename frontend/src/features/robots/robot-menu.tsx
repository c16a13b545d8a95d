import {
  IconCircleCheck,
  IconCircleOff,
  IconDots,
  IconPencil,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/shared/ui/buttons";
import { Menu } from "@/shared/ui/layout";
import type { Deed, Robot } from "./api";

interface Props {
  robot: Robot;
  can: (right: string) => boolean;
  onOpen: () => void;
  onRotate: () => void;
  onDeed: (deed: Deed) => void;
}

/** What can be done with one robot. */
export function RobotMenu({ robot, can, onOpen, onRotate, onDeed }: Props) {
  const { t } = useTranslation("robots");
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <IconButton label={t("menu", { name: robot.name })}>
          <IconDots size={16} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {can("robot:update") && (
          <>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={onOpen}>
              {t("edit.title")}
            </Menu.Item>
            <Menu.Item leftSection={<IconRefresh size={16} />} onClick={onRotate}>
              {t("rotate.title")}
            </Menu.Item>
            {robot.disable ? (
              <Menu.Item
                leftSection={<IconCircleCheck size={16} />}
                onClick={() => onDeed("enable")}
              >
                {t("action.enable")}
              </Menu.Item>
            ) : (
              <Menu.Item
                leftSection={<IconCircleOff size={16} />}
                onClick={() => onDeed("disable")}
              >
                {t("action.disable")}
              </Menu.Item>
            )}
          </>
        )}
        {can("robot:delete") && (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            onClick={() => onDeed("delete")}
          >
            {t("action.delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
