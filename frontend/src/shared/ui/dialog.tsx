import { Group, Drawer as MantineDrawer, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** What Mantine begins a dialog with is a `header`; the page has its own, and one is enough. */
const NO_BANNER = { role: "presentation" };

interface Props {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons, the one that acts last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl";
  /** What must not be lost by a stray click or Esc has no way out but its buttons. */
  isModal?: boolean;
}

/** A question, or something short. */
export function Dialog({ isOpen, onClose, title, children, footer, size, isModal }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
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

/** A form or details beside the page they belong to. */
export function Drawer({ isOpen, onClose, title, children, footer, size }: Props) {
  const { t } = useTranslation();
  return (
    <MantineDrawer
      opened={isOpen}
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
