import { useTranslation } from "react-i18next";
import { toast } from "@/shared/ui/toasts";
import { useRestore, useRestoreMany } from "./api";
import { type Item, nameOf } from "./model";

/** Brings things back and tells of it: for the page, since a list goes with its last row. */
export function useRestoring(project: string) {
  const { t } = useTranslation("trash");
  const one = useRestore(project);
  const many = useRestoreMany(project);
  return {
    bringBack: (item: Item) =>
      one.mutate(item, {
        onSuccess: ({ tags_left }) => {
          const name = nameOf(item);
          const left = tags_left.join(", ");
          toast.success(left ? t("back.left", { name, tags: left }) : t("back", { name }));
        },
        onError: toast.failure,
      }),
    bringBackMany: (items: readonly Item[]) =>
      many.mutate(items, {
        onSuccess: ({ done, refused }) => {
          if (refused.length === 0) toast.success(t("many", { count: done.length }));
        },
        onError: toast.failure,
      }),
    isBusy: one.isPending || many.isPending,
    /** Of many, which could not be brought back and why. */
    outcome: many.data,
    forget: many.reset,
  };
}

export type Restoring = ReturnType<typeof useRestoring>;
