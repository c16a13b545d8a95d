import { Stack, Text, ThemeIcon } from "@mantine/core";
import { IconFilterOff, IconInbox, IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./buttons";

interface FrameProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

function Frame({ icon, title, children, action }: FrameProps) {
  return (
    <Stack align="center" gap={6} py={48} px="md" ta="center">
      <ThemeIcon variant="light" color="gray" size={44} radius="xl" mb={4} aria-hidden>
        {icon}
      </ThemeIcon>
      <Text fw={600}>{title}</Text>
      {children && (
        <Text c="dimmed" maw={460} component="div">
          {children}
        </Text>
      )}
      {action && <div style={{ marginTop: 8 }}>{action}</div>}
    </Stack>
  );
}

interface NothingYetProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** There is nothing yet: say what it would be, and how to make the first one. */
export function NothingYet(props: NothingYetProps) {
  return <Frame icon={<IconInbox size={22} />} {...props} />;
}

/** There is something, and the filters hide all of it. */
export function FilteredOut({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Frame
      icon={<IconFilterOff size={22} />}
      title={t("empty.filtered")}
      action={<Button onClick={onClear}>{t("empty.clearFilters")}</Button>}
    />
  );
}

/** There may be something, and not for this person. */
export function NotAllowed() {
  const { t } = useTranslation();
  return (
    <Frame icon={<IconLock size={22} />} title={t("empty.denied")}>
      {t("empty.deniedText")}
    </Frame>
  );
}
