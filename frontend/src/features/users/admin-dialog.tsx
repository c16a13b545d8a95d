import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type User, useSetAdmin } from "./api";

interface Props {
  user: User | undefined;
  onClose: () => void;
}

/** Ask before somebody may do everything, or no longer may. */
export function AdminDialog({ user, onClose }: Props) {
  const { t } = useTranslation(["users", "common"]);
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
    <Dialog
      isOpen={user !== undefined}
      onClose={close}
      title={isRaise ? t("admin.raise") : t("admin.lower")}
      footer={
        <>
          <Button data-autofocus onClick={close}>
            {t("common:action.cancel")}
          </Button>
          <Button
            weight={isRaise ? "primary" : "danger"}
            loading={setAdmin.isPending}
            onClick={confirm}
          >
            {isRaise ? t("admin.raise") : t("admin.lower")}
          </Button>
        </>
      }
    >
      <Text>{isRaise ? t("admin.raiseText", { name }) : t("admin.lowerText", { name })}</Text>
      {setAdmin.error && <ErrorPanel error={setAdmin.error} />}
    </Dialog>
  );
}
