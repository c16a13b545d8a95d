import { useEffect, useEffectEvent } from "react";
import { useKeptDraft } from "@/shared/forms/draft";
import type { Draft, Value } from "./model";

interface Form {
  draft: Draft;
  change: (key: string, value: Value | null) => void;
}

/** Has the changes come back that a session ended under. */
export function useKept({ draft, change }: Form): void {
  const kept = useKeptDraft("settings", () => draft);
  const restore = useEffectEvent(() => {
    for (const [key, value] of Object.entries(kept ?? {})) change(key, value);
  });
  useEffect(() => restore(), []);
}
