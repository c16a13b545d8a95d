import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/shared/api/errors";
import { toast } from "@/shared/ui/toasts";
import { useSaveSettings } from "./api";
import { isKnown } from "./known-settings";
import {
  type Change,
  changesOf,
  type Draft,
  errorsOf,
  isValid,
  type Setting,
  type Value,
} from "./model";

/** What was changed on the page, what is wrong with it, and how it is saved. */
export function useDraft(settings: readonly Setting[]) {
  const { t } = useTranslation("settings");
  const save = useSaveSettings();
  const [draft, setDraft] = useState<Draft>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [error, setError] = useState<unknown>(null);
  const changes = changesOf(settings, draft);

  const change = (key: string, value: Value | null) => {
    setDraft((before) => ({ ...before, [key]: value }));
    setErrors(({ [key]: _, ...rest }) => rest);
    setError(null);
  };
  const discard = () => {
    setDraft({});
    setErrors({});
    setError(null);
  };
  /** What was changed again while it was on its way is still to be saved. */
  const forget = (sent: readonly Change[]) => {
    const saved = new Map(sent.map(({ setting, after }) => [setting.key, after]));
    setDraft((before) => {
      const left = Object.entries(before).filter(([key, value]) => saved.get(key) !== value);
      return Object.fromEntries(left);
    });
  };
  const show = (found: Record<string, string>) => {
    setErrors(found);
    const [first] = Object.keys(found);
    const field = document.querySelector<HTMLElement>(`#setting-${first} :is(input, textarea)`);
    field?.focus();
  };
  const wordsOn = ({ setting: { key } }: Change) =>
    isKnown(key) ? t("bad.known", { hint: t(`hint.${key}`) }) : t("bad.other");
  const submit = () => {
    setError(null);
    const bad = changes.filter((each) => !isValid(each));
    if (bad.length > 0) {
      return show(Object.fromEntries(bad.map((each) => [each.setting.key, wordsOn(each)])));
    }
    save.mutate(changes, {
      onSuccess: () => {
        forget(changes);
        toast.success(t("saved", { count: changes.length }));
      },
      onError: (reason) => {
        const keys = changes.map(({ setting }) => setting.key);
        const found = errorsOf(toApiError(reason).message, keys);
        if (found) show(found);
        else setError(reason);
      },
    });
  };
  return { draft, changes, errors, error, change, discard, submit, isSaving: save.isPending };
}
