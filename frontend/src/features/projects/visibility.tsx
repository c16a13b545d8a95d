import { IconLock, IconWorld } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Group } from "@/shared/ui/layout";

export function Visibility({ isOpen }: { isOpen: boolean }) {
  const { t } = useTranslation("projects");
  return (
    <Group gap={6} wrap="nowrap">
      {isOpen ? <IconWorld size={15} aria-hidden /> : <IconLock size={15} aria-hidden />}
      {isOpen ? t("visibility.public") : t("visibility.private")}
    </Group>
  );
}
