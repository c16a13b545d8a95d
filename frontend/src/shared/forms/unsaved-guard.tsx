import { useBlocker } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { Dialog } from "@/shared/ui/dialog";
import { type Answer, askBeforeLeaving } from "./unsaved";

/** Ask before a page with changes is left: `<UnsavedGuard isDirty={form.isDirty()} />`. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  const [asked, setAsked] = useState<{ answer: Answer } | null>(null);
  useEffect(() => {
    return isDirty ? askBeforeLeaving((answer) => setAsked({ answer })) : undefined;
  }, [isDirty]);
  const stay = () => {
    setAsked(null);
    asked?.answer(false);
    blocker.reset?.();
  };
  const leave = () => {
    setAsked(null);
    asked?.answer(true);
    blocker.proceed?.();
  };
  return (
    <Dialog
      isOpen={blocker.status === "blocked" || asked !== null}
      onClose={stay}
      title={t("unsaved.title")}
      footer={
        <>
          <Button data-autofocus onClick={stay}>
            {t("unsaved.stay")}
          </Button>
          <Button weight="danger" onClick={leave}>
            {t("unsaved.leave")}
          </Button>
        </>
      }
    >
      {t("unsaved.text")}
    </Dialog>
  );
}
