import { type UseFormInput, type UseFormReturnType, useForm } from "@mantine/form";
import { useEffect, useEffectEvent } from "react";
import { useKeptDraft } from "./draft";

/** A form whose changes come back under *name* after a session has ended; an ordinary one without. */
export function useDraftedForm<Values extends Record<string, unknown>>(
  name: string | undefined,
  options: UseFormInput<Values>,
): UseFormReturnType<Values> {
  const { initialValues } = options;
  const kept = useKeptDraft(name, () => changesIn(form));
  const form: UseFormReturnType<Values> = useForm<Values>(
    kept && initialValues ? { ...options, initialValues: { ...initialValues, ...kept } } : options,
  );
  const tellChanges = useEffectEvent(() => {
    if (kept && initialValues) form.resetDirty(initialValues);
  });
  useEffect(() => tellChanges(), []);
  return form;
}

/** Fields that were not touched are left to whatever they are by then. */
function changesIn<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(form.getValues()).filter(([key]) => form.isDirty(key)));
}
