import { Group, Drawer as MantineDrawer, Modal, Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DialogProps, DrawerProps } from "./dialog";

/** What Mantine begins a dialog with is a `header`; the page has its own, and one is enough. */
const NO_BANNER = { role: "presentation" };

export function DialogFrame({ isModal, ...props }: DialogProps) {
  return (
    <Modal
      {...useFrame(props)}
      withCloseButton={!isModal}
      closeOnEscape={!isModal}
      closeOnClickOutside={!isModal}
    />
  );
}

export function DrawerFrame(props: DrawerProps) {
  return <MantineDrawer {...useFrame(props)} position="right" />;
}

/** What both kinds are given. */
function useFrame({ isOpen, onClose, title, children, footer, size = "md" }: DrawerProps) {
  const { t } = useTranslation();
  return {
    opened: useOpened(isOpen),
    onClose,
    title,
    size,
    closeButtonProps: { "aria-label": t("action.close") },
    attributes: { header: NO_BANNER },
    children: (
      <Stack gap="md">
        {children}
        {footer && <Group justify="flex-end">{footer}</Group>}
      </Stack>
    ),
  };
}

/** Closed for a moment at first: Mantine notes where the focus was only where one is opened. */
function useOpened(isOpen: boolean): boolean {
  const [isThere, setIsThere] = useState(false);
  useEffect(() => setIsThere(true), []);
  return isOpen && isThere;
}
