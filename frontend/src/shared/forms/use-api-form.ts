import type { UseFormInput, UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { toApiError } from "@/shared/api/errors";
import { useDraftedForm } from "./drafted-form";
import { fieldErrors } from "./field-errors";

interface Options<Values extends Record<string, unknown>> extends UseFormInput<Values> {
  /** Sends the values; it rejects with an ApiError. */
  send: (values: Values) => Promise<unknown>;
  onDone?: () => void;
  /** The API's names of the fields, where the form calls them otherwise. */
  apiNames?: Partial<Record<string, keyof Values & string>>;
  /** The field that a 409 is about: the name that is taken. */
  conflictField?: keyof Values & string;
  /** What its values are kept under, should the session end; none where it asks for a secret. */
  draft?: string;
}

export interface FormState<Values extends Record<string, unknown>> {
  form: UseFormReturnType<Values>;
  /** Give it to `<form onSubmit>`. */
  submit: (event?: React.FormEvent<HTMLFormElement>) => void;
  isSending: boolean;
  /** What no field can show. */
  error: unknown;
}

/** A form whose values the API checks too: what it says of a field is shown at that field. */
export function useApiForm<Values extends Record<string, unknown>>({
  send,
  onDone,
  apiNames = {},
  conflictField,
  draft,
  ...options
}: Options<Values>): FormState<Values> {
  const form = useDraftedForm<Values>(draft, options);
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const submit = form.onSubmit(
    async (values) => {
      setIsSending(true);
      setError(null);
      try {
        await send(values);
        // Not what is typed by now: that may have changed while it was on its way.
        form.resetDirty(values);
        onDone?.();
      } catch (reason) {
        const failure = toApiError(reason);
        const names = Object.keys(form.getValues());
        const found =
          failure.status === 409 && conflictField
            ? { [conflictField]: failure.message }
            : fieldErrors(failure.message, names, apiNames);
        if (found) {
          form.setErrors(found);
          focusFirst(form, Object.keys(found));
        } else setError(failure);
      } finally {
        setIsSending(false);
      }
    },
    (errors) => focusFirst(form, Object.keys(errors)),
  );
  return { form, submit, isSending, error };
}

function focusFirst<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  names: string[],
): void {
  const [first] = names;
  if (first) form.getInputNode(first)?.focus();
}
