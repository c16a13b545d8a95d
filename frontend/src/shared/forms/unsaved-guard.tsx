import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { Dialog } from "@/shared/ui/dialog";

/** Ask before a page with changes is left: `<UnsavedGuard isDirty={form.isDirty()} />`. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return (
    <Dialog
      isOpen={blocker.status === "blocked"}
      onClose={() => blocker.reset?.()}
      title={t("unsaved.title")}
      footer={
        <>
          <Button data-autofocus onClick={() => blocker.reset?.()}>
            {t("unsaved.stay")}
          </Button>
          <Button weight="danger" onClick={() => blocker.proceed?.()}>
            {t("unsaved.leave")}
          </Button>
        </>
      }
    >
      {t("unsaved.text")}
    </Dialog>
  );
}
