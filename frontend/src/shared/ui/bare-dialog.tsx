import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  isOpen: boolean;
  onClose: () => void;
  /** What it is, said to screen readers: it has no title that is seen. */
  label: string;
  children: ReactNode;
}

/** A dialog without a head, near the top of the window, closed by Esc or a click beside it. */
export function BareDialog({ isOpen, onClose, label, children }: Props) {
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      size="lg"
      yOffset="10vh"
      transitionProps={{ duration: 80 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={label}>
        <Modal.Body p={0}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
