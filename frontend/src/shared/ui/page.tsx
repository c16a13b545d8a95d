import { Group, Stack, Text, Title } from "@mantine/core";
import { useMatch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  title: string;
  /** What stands beside the title: a badge, a copy button. */
  mark?: ReactNode;
  /** One line below it. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

let lastPath: string | null = null;

/** A page: its one `h1`, which the browser's title repeats, and which a new page puts the focus on. */
export function Page({ title, mark, note, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The path of this page, and not of the one that is on its way.
  const pathname = useMatch({ strict: false, select: (match) => match.pathname });
  useEffect(() => {
    document.title = `${title} · Registry`;
  }, [title]);
  useEffect(() => {
    // Not on the first page: there the browser begins at the top by itself. Nor away from a dialog
    // that somebody has opened meanwhile.
    const isBusy = document.activeElement?.closest("[role=dialog]");
    if (lastPath !== null && lastPath !== pathname && !isBusy) {
      heading.current?.focus({ preventScroll: true });
    }
    lastPath = pathname;
  }, [pathname]);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className="page-title">
          <Group gap="xs">
            <Title order={1} ref={heading} tabIndex={-1}>
              {title}
            </Title>
            {mark}
          </Group>
          {note && (
            <Text c="dimmed" mt={2} component="div">
              {note}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
