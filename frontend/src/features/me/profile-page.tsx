import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { TextField } from "@/shared/forms/fields";
import { UnsavedGuard } from "@/shared/forms/unsaved-guard";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Button } from "@/shared/ui/buttons";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Group, Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { toast } from "@/shared/ui/toasts";
import { type Me, useChangeProfile } from "./api";
import classes from "./me.module.css";
import { MePage } from "./me-page";
import { PasswordPanel } from "./password-panel";

interface Props {
  /** Whoever changed the password is signed out, and goes there. */
  onSignedOut: () => void;
}

export function ProfilePage({ onSignedOut }: Props) {
  return (
    <MePage tab="profile">
      <QueryView query={useQuery(sessionQueries.user())}>
        {(me) => (
          <Stack gap="md">
            <ProfilePanel key={me.update_time} me={me} />
            <PasswordPanel me={me} onSignedOut={onSignedOut} />
          </Stack>
        )}
      </QueryView>
    </MePage>
  );
}

function ProfilePanel({ me }: { me: Me }) {
  const { t } = useTranslation("me");
  const change = useChangeProfile(me.user_id);
  const { form, submit, isSending, error } = useApiForm({
    initialValues: { email: me.email, realname: me.realname, comment: me.comment },
    validate: {
      email: (email) => (/^[^\s@]+@[^\s@]+$/.test(email) ? null : t("profile.badEmail")),
    },
    conflictField: "email",
    send: (values) => change.mutateAsync(values),
    onDone: () => toast.success(t("profile.done")),
  });
  return (
    <Panel title={t("profile.title")}>
      <form onSubmit={submit} noValidate className={classes.form}>
        <Stack gap="md">
          <TextField
            label={t("profile.username")}
            description={t("profile.usernameHint")}
            value={me.username}
            autoComplete="username"
            variant="filled"
            readOnly
          />
          <TextField
            type="email"
            label={t("profile.email")}
            autoComplete="email"
            required
            {...form.getInputProps("email")}
          />
          <TextField
            label={t("profile.realname")}
            autoComplete="name"
            {...form.getInputProps("realname")}
          />
          <TextField
            label={t("profile.comment")}
            maxLength={30}
            autoComplete="off"
            {...form.getInputProps("comment")}
          />
          {error ? <ErrorPanel error={error} /> : null}
          <Group>
            <Button
              type="submit"
              weight="primary"
              loading={isSending}
              disabled={!form.isDirty() && !isSending}
            >
              {t("profile.save")}
            </Button>
          </Group>
        </Stack>
      </form>
      <UnsavedGuard isDirty={form.isDirty()} />
    </Panel>
  );
}
