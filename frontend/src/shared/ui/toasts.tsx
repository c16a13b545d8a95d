import { Notification, Stack } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/shared/api/errors";
import { Button } from "./buttons";

interface Toast {
  id: number;
  text: string;
  isError: boolean;
  action: { label: string; run: () => void } | undefined;
}

const SHOWN_FOR = 6000;
const listeners = new Set<() => void>();
let toasts: readonly Toast[] = [];
let lastId = 0;

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function show(text: string, isError: boolean, action?: Toast["action"]): void {
  lastId += 1;
  const toast = { id: lastId, text, isError, action };
  change([...toasts.slice(-3), toast]);
  if (!isError) setTimeout(() => close(toast.id), SHOWN_FOR);
}

function close(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** A word on what was done, in a corner. Errors stay until they are closed. */
export const toast = {
  success: (text: string, action?: Toast["action"]) => show(text, false, action),
  failure: (error: unknown) => show(toApiError(error).message, true),
};

/** Once in the app: the corner, which screen readers listen to. */
export function Toasts() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <Stack className="toasts" gap="xs" role="status" aria-live="polite">
      {shown.map(({ id, text, isError, action }) => (
        <Notification
          key={id}
          withBorder
          color={isError ? "red" : "green"}
          icon={isError ? <IconX size={16} /> : <IconCheck size={16} />}
          onClose={() => close(id)}
          closeButtonProps={{ "aria-label": t("action.close") }}
        >
          {text}
          {action && (
            <Button size="compact-sm" weight="plain" ml="xs" onClick={action.run}>
              {action.label}
            </Button>
          )}
        </Notification>
      ))}
    </Stack>
  );
}
