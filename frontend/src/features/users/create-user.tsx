import { useTranslation } from "react-i18next";
import { ApiForm } from "@/shared/forms/api-form";
import { NameField, TextField } from "@/shared/forms/fields";
import { isStrongPassword, NewPasswordField } from "@/shared/forms/new-password";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Drawer } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toasts";
import { useCreateUser } from "./api";
import { atItsField, isEmail, isUsername } from "./model";

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

export function CreateUser(props: Props) {
  const { t } = useTranslation("users");
  return (
    <Drawer {...props} title={t("create.title")}>
      <CreateForm onClose={props.onClose} />
    </Drawer>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["users", "common"]);
  const create = useCreateUser();
  const { form, submit, isSending, error } = useApiForm({
    initialValues: { username: "", email: "", realname: "", comment: "", password: "" },
    validate: {
      username: (name) => (isUsername(name) ? null : t("create.badName")),
      email: (email) => (isEmail(email) ? null : t("create.badEmail")),
      password: (password) => (isStrongPassword(password) ? null : t("common:password.weak")),
    },
    send: async (values) => {
      try {
        await create.mutateAsync(values);
      } catch (reason) {
        throw atItsField(reason);
      }
    },
    onDone: () => {
      toast.success(t("create.done", { name: form.getValues().username }));
      onClose();
    },
  });
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={t("create.action")}
      isSending={isSending}
      error={error}
    >
      <NameField
        label={t("column.username")}
        description={t("create.nameHint")}
        {...form.getInputProps("username")}
      />
      <TextField
        type="email"
        label={t("column.email")}
        autoComplete="off"
        required
        {...form.getInputProps("email")}
      />
      <TextField
        label={t("column.realname")}
        autoComplete="off"
        {...form.getInputProps("realname")}
      />
      <TextField
        label={t("column.comment")}
        autoComplete="off"
        maxLength={30}
        {...form.getInputProps("comment")}
      />
      <NewPasswordField
        label={t("create.password")}
        description={t("create.passwordHint")}
        required
        {...form.getInputProps("password")}
      />
    </ApiForm>
  );
}
