import type { ReactNode } from "react";
import { whenOpened } from "./lazy";

export interface DrawerProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons, the one that acts last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl";
}

export interface DialogProps extends DrawerProps {
  /** What must not be lost by a stray click or Esc has no way out but its buttons. */
  isModal?: boolean;
}

const frames = () => import("./dialog-frames");
const isOpen = (props: DrawerProps) => props.isOpen;

/** A question, or something short. */
export const Dialog = whenOpened<DialogProps>(
  () => frames().then((found) => found.DialogFrame),
  isOpen,
);

/** A form or details beside the page they belong to. */
export const Drawer = whenOpened<DrawerProps>(
  () => frames().then((found) => found.DrawerFrame),
  isOpen,
);
