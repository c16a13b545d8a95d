import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Group, Stack } from "@/shared/ui/layout";

interface Props {
  onSubmit: (event?: FormEvent<HTMLFormElement>) => void;
  onCancel: () => void;
  /** What its button does. */
  action: string;
  isSending: boolean;
  /** What no field says. */
  error?: unknown;
  children: ReactNode;
}

/** The fields of a form in a dialog or drawer, what is wrong with it, and the way out of it. */
export function ApiForm({ onSubmit, onCancel, action, isSending, error, children }: Props) {
  const { t } = useTranslation();
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {children}
        {error ? <ErrorPanel error={error} /> : null}
        <Group justify="flex-end">
          <Button onClick={onCancel}>{t("action.cancel")}</Button>
          <Button type="submit" weight="primary" loading={isSending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
