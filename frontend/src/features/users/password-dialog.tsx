import { useTranslation } from "react-i18next";
import { ApiForm } from "@/shared/forms/api-form";
import { isStrongPassword, NewPasswordField } from "@/shared/forms/new-password";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Dialog } from "@/shared/ui/dialog";
import { Alert } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type User, useResetPassword } from "./api";

interface Props {
  user: User | undefined;
  onClose: () => void;
}

/** Another's password. Whatever was got with the old one, or made with it, ends. */
export function PasswordDialog({ user, onClose }: Props) {
  const { t } = useTranslation("users");
  const title = t("password.title", { name: user?.username ?? "" });
  return (
    <Dialog isOpen={user !== undefined} onClose={onClose} title={title}>
      {user && <PasswordForm user={user} onClose={onClose} />}
    </Dialog>
  );
}

function PasswordForm({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation(["users", "common"]);
  const reset = useResetPassword();
  const { form, submit, isSending, error } = useApiForm({
    initialValues: { password: "" },
    validate: {
      password: (password) => (isStrongPassword(password) ? null : t("common:password.weak")),
    },
    apiNames: { new_password: "password" },
    send: ({ password }) => reset.mutateAsync({ user_id: user.user_id, password }),
    onDone: () => {
      toast.success(t("password.done", { name: user.username }));
      onClose();
    },
  });
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={t("password.action")}
      isSending={isSending}
      error={error}
    >
      <Alert color="yellow">{t("password.ends")}</Alert>
      <NewPasswordField
        label={t("password.new")}
        required
        data-autofocus
        {...form.getInputProps("password")}
      />
    </ApiForm>
  );
}
