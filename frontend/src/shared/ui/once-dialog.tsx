import { Checkbox } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Button } from "./buttons";
import { Dialog } from "./dialog";

interface Props {
  title: string;
  onClose: () => void;
  /** What the button that ends it says. */
  close: string;
  /** What whoever has it elsewhere ticks. */
  kept: string;
  isCopied: boolean;
  children: ReactNode;
}

/** What is shown this once: there is no way out but to have copied it, or to say so. */
export function OnceDialog({ title, onClose, close, kept, isCopied, children }: Props) {
  const [isKept, setIsKept] = useState(false);
  return (
    <Dialog
      isOpen
      isModal
      size="lg"
      onClose={onClose}
      title={title}
      footer={
        <Button weight="primary" disabled={!isCopied && !isKept} onClick={onClose}>
          {close}
        </Button>
      }
    >
      {children}
      <Checkbox
        label={kept}
        checked={isKept}
        onChange={(event) => setIsKept(event.currentTarget.checked)}
      />
    </Dialog>
  );
}
