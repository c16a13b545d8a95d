import { whenOpened } from "@/shared/ui/lazy";
import type { User } from "./api";
import type { Question } from "./user-actions";

const AdminDialog = whenOpened(
  () => import("./admin-dialog").then((found) => found.AdminDialog),
  ({ user }) => user !== undefined,
);
const PasswordDialog = whenOpened(
  () => import("./password-dialog").then((found) => found.PasswordDialog),
  ({ user }) => user !== undefined,
);
const ActiveDialog = whenOpened(
  () => import("./active-dialog").then((found) => found.ActiveDialog),
  ({ isOpen }) => isOpen,
);
const DeleteUsers = whenOpened(
  () => import("./delete-users").then((found) => found.DeleteUsers),
  ({ isOpen }) => isOpen,
);

/** What somebody is asked, and about whom. */
export interface Asked {
  question: Question;
  users: readonly User[];
  /** It was done: who was chosen for it is no longer. */
  onDone: () => void;
}

interface Props {
  asked: Asked | null;
  onClose: () => void;
}

/**
 * All questions about users. They are no part of the list: what was done may leave it empty, and
 * is told all the same.
 */
export function UserDialogs({ asked, onClose }: Props) {
  const one = (question: Question) => (asked?.question === question ? asked.users[0] : undefined);
  const many = (question: Question) => ({
    users: asked?.question === question ? asked.users : [],
    isOpen: asked?.question === question,
    onClose,
    onDone: () => {
      asked?.onDone();
      onClose();
    },
  });
  return (
    <>
      <AdminDialog user={one("admin")} onClose={onClose} />
      <PasswordDialog user={one("password")} onClose={onClose} />
      <ActiveDialog deed="disable" {...many("disable")} />
      <ActiveDialog deed="enable" {...many("enable")} />
      <DeleteUsers {...many("delete")} />
    </>
  );
}
