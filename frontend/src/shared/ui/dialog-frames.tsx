import { Group, Drawer as MantineDrawer, Modal, Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DialogProps, DrawerProps } from "./dialog";

/** What Mantine begins a dialog with is a `header`; the page has its own, and one is enough. */
const NO_BANNER = { role: "presentation" };

export function DialogFrame({
  isOpen,
  onClose,
  title,
  children,
  footer,
  size,
  isModal,
}: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={useOpened(isOpen)}
      onClose={onClose}
      title={title}
      size={size ?? "md"}
      withCloseButton={!isModal}
      closeOnEscape={!isModal}
      closeOnClickOutside={!isModal}
      closeButtonProps={{ "aria-label": t("action.close") }}
      attributes={{ header: NO_BANNER }}
    >
      <Stack gap="md">
        {children}
        {footer && <Group justify="flex-end">{footer}</Group>}
      </Stack>
    </Modal>
  );
}

export function DrawerFrame({ isOpen, onClose, title, children, footer, size }: DrawerProps) {
  const { t } = useTranslation();
  return (
    <MantineDrawer
      opened={useOpened(isOpen)}
      onClose={onClose}
      title={title}
      size={size ?? "md"}
      position="right"
      closeButtonProps={{ "aria-label": t("action.close") }}
      attributes={{ header: NO_BANNER }}
    >
      <Stack gap="md">
        {children}
        {footer && <Group justify="flex-end">{footer}</Group>}
      </Stack>
    </MantineDrawer>
  );
}

/** Closed for a moment at first: Mantine notes where the focus was only where one is opened. */
function useOpened(isOpen: boolean): boolean {
  const [isThere, setIsThere] = useState(false);
  useEffect(() => setIsThere(true), []);
  return isOpen && isThere;
}
