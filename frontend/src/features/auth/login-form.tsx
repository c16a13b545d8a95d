import { type FormEvent, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ApiError, toApiError } from "@/shared/api/errors";
import { PasswordField, TextField } from "@/shared/forms/fields";
import { Button } from "@/shared/ui/buttons";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Alert, Stack } from "@/shared/ui/layout";
import { useLogin } from "./api";
import { useCountdown } from "./use-countdown";

const WRONG = 401;
const LOCKED = 429;

export function LoginForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("auth");
  const login = useLogin(onDone);
  const [hasCapsLock, setHasCapsLock] = useState(false);
  const failure = login.error ? toApiError(login.error) : null;
  const wait = useCountdown(failure?.status === LOCKED ? (failure.retryAfter ?? 0) : 0, failure);

  const onKey = (event: KeyboardEvent) => setHasCapsLock(event.getModifierState("CapsLock"));
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    login.mutate({
      principal: String(fields.get("principal")),
      password: String(fields.get("password")),
    });
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        {failure && <LoginFailure failure={failure} wait={wait} />}
        <TextField
          name="principal"
          label={t("username")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
          withAsterisk={false}
          size="md"
        />
        <PasswordField
          name="password"
          label={t("password")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          description={hasCapsLock ? t("capsLock") : null}
          inputWrapperOrder={["label", "input", "description", "error"]}
          visibilityToggleButtonProps={{ "aria-label": t("showPassword"), tabIndex: 0 }}
          onKeyDown={onKey}
          onKeyUp={onKey}
          onBlur={() => setHasCapsLock(false)}
        />
        <Button
          type="submit"
          weight="primary"
          size="md"
          fullWidth
          mt="xs"
          loading={login.isPending}
          disabled={wait > 0}
        >
          {t("signIn")}
        </Button>
      </Stack>
    </form>
  );
}

function LoginFailure({ failure, wait }: { failure: ApiError; wait: number }) {
  const { t } = useTranslation("auth");
  if (failure.status === WRONG) {
    return (
      <Alert color="red" role="alert">
        {t("wrong")}
      </Alert>
    );
  }
  if (failure.status === LOCKED) {
    return (
      <Alert color="yellow" role="alert">
        {wait > 0 ? t("locked", { count: wait }) : t("unlocked")}
      </Alert>
    );
  }
  return <ErrorPanel error={failure} />;
}
