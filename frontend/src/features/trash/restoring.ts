import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/shared/api/errors";
import type { Outcome } from "@/shared/api/one-by-one";
import { toast } from "@/shared/ui/toasts";
import { useRestore, useRestoreMany } from "./api";
import { type Item, leftOf, nameOf, typeOf } from "./model";

/** Brings things back and tells of it: for the page, since a list goes with its last row. */
export function useRestoring(project: string) {
  const { t } = useTranslation("trash");
  const one = useRestore(project);
  const many = useRestoreMany(project);
  const [outcome, setOutcome] = useState<Outcome<Item> | null>(null);

  const bringBack = (item: Item) =>
    one.mutate(item, {
      onSuccess: ({ tags_left }) => {
        const [name, left] = [nameOf(item), leftOf(item, tags_left)];
        if (left.length > 0) setOutcome({ done: [item], refused: left.map(named(t("left"))) });
        else if (tags_left.length === 0) toast.success(t("back", { name }));
        else toast.success(t("back.left", { name, tags: tags_left.join(", ") }));
      },
      onError: (error) => {
        const { status, message } = toApiError(error);
        const mayBeMoved = status === 409 && typeOf(item) === "tag";
        if (mayBeMoved) setOutcome({ done: [], refused: [item].map(named(message)) });
        else toast.failure(error);
      },
    });
  const bringBackMany = (items: readonly Item[], force = false) =>
    many.mutate(
      { items, force },
      {
        onSuccess: (told) => {
          setOutcome(told);
          if (told.refused.length === 0) toast.success(t("many", { count: told.done.length }));
        },
        onError: toast.failure,
      },
    );
  return {
    bringBack,
    bringBackMany,
    isBusy: one.isPending || many.isPending,
    /** What could not be brought back and why. */
    outcome,
    forget: () => setOutcome(null),
  };
}

const named = (reason: string) => (item: Item) => ({ item, reason });

export type Restoring = ReturnType<typeof useRestoring>;
