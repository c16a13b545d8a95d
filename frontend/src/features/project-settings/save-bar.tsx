import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { Group, Paper, Text } from "@/shared/ui/layout";
import classes from "./save-bar.module.css";

interface Props {
  isSending: boolean;
  onDrop: () => void;
}

/** Sticks to the bottom while there are changes that are not saved. */
export function SaveBar({ isSending, onDrop }: Props) {
  const { t } = useTranslation("project-settings");
  return (
    <Paper withBorder className={classes.bar} role="region" aria-label={t("save.unsaved")}>
      <Group justify="space-between" gap="sm">
        <Text fw={600} role="status">
          {t("save.unsaved")}
        </Text>
        <Group gap="xs">
          <Button onClick={onDrop} disabled={isSending}>
            {t("save.drop")}
          </Button>
          <Button type="submit" weight="primary" loading={isSending}>
            {t("save.action")}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
