import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";

/** The part of a `ConfirmDelete` that asks about one item, which is there while somebody asks. */
export function useRemoval<Item extends { id: number }>(
  item: Item | null,
  remove: UseMutationResult<unknown, Error, number>,
  onClose: () => void,
  onDone: (item: Item) => void,
) {
  // What closes keeps its words until it is gone.
  const [last, setLast] = useState(item);
  if (item && item !== last) setLast(item);
  const dialog = {
    isOpen: item !== null,
    onClose: () => {
      remove.reset();
      onClose();
    },
    onConfirm: () => {
      if (!item) return;
      remove.mutate(item.id, {
        onSuccess: () => {
          onDone(item);
          onClose();
        },
      });
    },
    isPending: remove.isPending,
    error: remove.error,
  };
  return { last, dialog };
}
