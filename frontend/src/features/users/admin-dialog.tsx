import { useTranslation } from "react-i18next";
import { Confirm } from "@/shared/ui/confirm";
import { Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type User, useSetAdmin } from "./api";

interface Props {
  user: User | undefined;
  onClose: () => void;
}

/** Ask before somebody may do everything, or no longer may. */
export function AdminDialog({ user, onClose }: Props) {
  const { t } = useTranslation("users");
  const setAdmin = useSetAdmin();
  const name = user?.username ?? "";
  const isRaise = user ? !user.sysadmin_flag : true;
  const close = () => {
    setAdmin.reset();
    onClose();
  };
  const confirm = () => {
    if (!user) return;
    setAdmin.mutate(
      { user_id: user.user_id, isAdmin: isRaise },
      {
        onSuccess: () => {
          toast.success(isRaise ? t("admin.raised", { name }) : t("admin.lowered", { name }));
          close();
        },
      },
    );
  };
  return (
    <Confirm
      isOpen={user !== undefined}
      onClose={close}
      onConfirm={confirm}
      title={isRaise ? t("admin.raise") : t("admin.lower")}
      action={isRaise ? t("admin.raise") : t("admin.lower")}
      weight={isRaise ? "primary" : "danger"}
      isPending={setAdmin.isPending}
      error={setAdmin.error}
    >
      <Text>{isRaise ? t("admin.raiseText", { name }) : t("admin.lowerText", { name })}</Text>
    </Confirm>
  );
}
