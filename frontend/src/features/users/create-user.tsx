import { useTranslation } from "react-i18next";
import { TextField } from "@/shared/forms/fields";
import { isStrongPassword, NewPasswordField } from "@/shared/forms/new-password";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Button } from "@/shared/ui/buttons";
import { Drawer } from "@/shared/ui/dialog";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Group, Stack } from "@/shared/ui/layout";
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
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextField
          label={t("column.username")}
          description={t("create.nameHint")}
          autoComplete="off"
          spellCheck={false}
          required
          data-autofocus
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
        {error ? <ErrorPanel error={error} /> : null}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("common:action.cancel")}</Button>
          <Button type="submit" weight="primary" loading={isSending}>
            {t("create.action")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
