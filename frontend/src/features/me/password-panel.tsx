import { useTranslation } from "react-i18next";
import { ApiError } from "@/shared/api/errors";
import { PasswordField } from "@/shared/forms/fields";
import { isStrongPassword, NewPasswordField } from "@/shared/forms/new-password";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Button } from "@/shared/ui/buttons";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Group, Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { toast } from "@/shared/ui/toasts";
import { type Me, useChangePassword } from "./api";
import classes from "./me.module.css";

interface Props {
  me: Me;
  onSignedOut: () => void;
}

/** One's own password. The change ends every session, this one too. */
export function PasswordPanel({ me, onSignedOut }: Props) {
  const { t } = useTranslation(["me", "common"]);
  const change = useChangePassword(me.user_id);
  const { form, submit, isSending, error } = useApiForm({
    initialValues: { old: "", fresh: "", again: "" },
    validate: {
      old: (old) => (old ? null : t("password.missing")),
      fresh: (fresh) => (isStrongPassword(fresh) ? null : t("common:password.weak")),
      again: (again, { fresh }) => (again === fresh ? null : t("password.differs")),
    },
    apiNames: { old_password: "old", new_password: "fresh" },
    send: async ({ old, fresh }) => {
      try {
        await change.mutateAsync({ old_password: old, new_password: fresh });
      } catch (reason) {
        throw atItsField(reason);
      }
    },
    onDone: () => {
      toast.success(t("password.done"));
      onSignedOut();
    },
  });
  return (
    <Panel title={t("password.title")} note={t("password.ends")}>
      <form onSubmit={submit} noValidate className={classes.form}>
        <Stack gap="md">
          {/* Password managers want to know whose it is. */}
          <input type="hidden" autoComplete="username" value={me.username} readOnly />
          <PasswordField
            label={t("password.old")}
            autoComplete="current-password"
            required
            {...form.getInputProps("old")}
          />
          <NewPasswordField label={t("password.new")} required {...form.getInputProps("fresh")} />
          <PasswordField
            label={t("password.again")}
            autoComplete="new-password"
            required
            {...form.getInputProps("again")}
          />
          {error ? <ErrorPanel error={error} /> : null}
          <Group>
            <Button type="submit" weight="primary" loading={isSending}>
              {t("password.action")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

/** Of one's own account only a wrong old password is forbidden, and a weak new one bad. */
function atItsField(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const field = { 403: "old", 400: "fresh" }[error.status];
  if (!field) return error;
  return new ApiError(error.status, error.code, `${field}: ${error.message}`, error.requestId);
}
