import { useMemo, useState } from "react";
import { useKeptDraft } from "@/shared/forms/draft";
import { type Draft, draftOf, isSame, newDraft, renewed } from "./draft";
import type { Rule } from "./model";

export interface Rules {
  drafts: readonly Draft[];
  /** Whether they are others than those that are saved. */
  isDirty: boolean;
  change: (key: number, part: Partial<Draft>) => void;
  /** Answers the key of the new one. */
  add: () => number;
  remove: (key: number) => void;
  /** To a place that is so many further down. */
  move: (key: number, by: number) => void;
  reset: () => void;
}

interface Kept {
  rules?: readonly Draft[];
}

/** The rules of a project as they are saved, and what somebody makes of them. */
export function useRules(project: string, saved: readonly Rule[]): Rules {
  const known = useMemo(() => saved.map(draftOf), [saved]);
  const kept: Kept | null = useKeptDraft<Kept>(
    `retention:${project}`,
    (): Kept => (isDirty ? { rules: drafts } : {}),
  );
  const [edited, setEdited] = useState<readonly Draft[] | null>(() =>
    kept?.rules ? renewed(kept.rules) : null,
  );
  const drafts = edited ?? known;
  const isDirty: boolean = edited !== null && !isSame(edited, known);
  return {
    drafts,
    isDirty,
    change: (key, part) =>
      setEdited(drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft))),
    add: () => {
      const draft = newDraft();
      setEdited([...drafts, draft]);
      return draft.key;
    },
    remove: (key) => setEdited(drafts.filter((draft) => draft.key !== key)),
    move: (key, by) => {
      const from = drafts.findIndex((draft) => draft.key === key);
      const next = drafts.toSpliced(from, 1);
      const moved = drafts[from];
      if (moved) setEdited(next.toSpliced(from + by, 0, moved));
    },
    reset: () => setEdited(null),
  };
}
