import { Group, Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import classes from "./table.module.css";
import type { Selection } from "./types";

interface Props {
  selection: Selection;
  /** How many are selected, where not all of them are rows that were loaded. */
  count?: number;
  children: ReactNode;
}

/** What can be done with the selected rows; it sticks to the bottom while there are any. */
export function BulkBar({ selection, count = selection.selected.size, children }: Props) {
  const { t } = useTranslation();
  if (selection.selected.size === 0) return null;
  return (
    <Paper
      withBorder
      className={classes.bulk}
      role="region"
      aria-label={t("bulk.selected", { count })}
    >
      <Group justify="space-between" gap="sm">
        <Text fw={600} aria-live="polite">
          {t("bulk.selected", { count })}
        </Text>
        <Group gap="xs">
          {children}
          <Button weight="plain" onClick={() => selection.onChange(new Set())}>
            {t("bulk.clear")}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
