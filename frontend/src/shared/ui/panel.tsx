import { Group, Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface PanelProps {
  title?: string;
  /** One line below the title. */
  note?: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A bordered part of a page. */
export function Panel({ title, note, actions, children }: PanelProps) {
  return (
    <Paper component="section" withBorder p="md">
      {(title || actions) && (
        <Group justify="space-between" align="start" mb="sm" wrap="nowrap">
          <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
            {title && (
              <Title order={2} size="h5">
                {title}
              </Title>
            )}
            {note && (
              <Text size="sm" c="dimmed">
                {note}
              </Text>
            )}
          </div>
          {actions}
        </Group>
      )}
      {children}
    </Paper>
  );
}
