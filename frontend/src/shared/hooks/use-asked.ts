import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";

/**
 * One thing that somebody is asked about, and what is then done to it: a dialog is open as long as
 * `asked` is there, and closes when it was done.
 */
export function useAsked<Item, Variables>(
  mutation: UseMutationResult<unknown, Error, Variables>,
  variables: (item: Item) => Variables,
  onDone: (item: Item) => void,
) {
  const [asked, ask] = useState<Item | null>(null);
  const close = () => {
    mutation.reset();
    ask(null);
  };
  const confirm = () => {
    if (asked === null) return;
    mutation.mutate(variables(asked), {
      onSuccess: () => {
        onDone(asked);
        close();
      },
    });
  };
  return { asked, ask, close, confirm };
}
