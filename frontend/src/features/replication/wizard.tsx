import { type FormEvent, useEffect, useRef, useState } from "react";
import { useKeptDraft } from "@/shared/forms/draft";
import { UnsavedGuard } from "@/shared/forms/unsaved-guard";
import { type Scope, useScope } from "@/shared/registries/scope";
import { Stack } from "@/shared/ui/layout";
import type { Draft } from "./draft";
import { EndsSection } from "./ends-section";
import { HowSection } from "./how-section";
import type { Registry } from "./model";
import { type Problem, problemsOf } from "./problems";
import classes from "./replication.module.css";
import { Summary } from "./summary";
import { usePreview } from "./use-preview";
import { type After, useSave } from "./use-save";
import { WhatSection } from "./what-section";
import { WhenSection } from "./when-section";
import { WhereSection } from "./where-section";

export interface SectionProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  /** What is wrong with it, once somebody has tried to save. */
  problems: readonly Problem[];
}

interface Props {
  id?: number;
  registries: readonly Registry[];
  initial: Draft;
  /** Milliseconds that the last run took; nothing where there was none. */
  lasted?: number | null;
}

/** Five sections, and beside them what they come to in plain words. */
export function Wizard({ id, registries, initial, lasted = null }: Props) {
  const scope = useScope();
  const typed = useRef<Partial<Draft>>({});
  const kept = useKeptDraft<Partial<Draft>>(keyOfDraft(scope, id), () => typed.current);
  const [draft, setDraft] = useState<Draft>(() => ({ ...initial, ...kept }));
  const [isTried, setIsTried] = useState(false);
  const save = useSave(id);
  const isDirty = !save.isDone && JSON.stringify(draft) !== JSON.stringify(initial);
  useEffect(() => {
    typed.current = isDirty ? draft : {};
  }, [isDirty, draft]);
  const found = problemsOf(draft, scope);
  const preview = usePreview(draft);
  const onChange = (change: Partial<Draft>) => setDraft((last) => ({ ...last, ...change }));
  const send = (after: After) => {
    setIsTried(true);
    if (found.length > 0) return focusFirst(found);
    save.send(draft, after);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send("save");
  };
  const section = { draft, onChange, problems: isTried ? found : [] };
  return (
    <form onSubmit={submit} noValidate>
      <UnsavedGuard isDirty={isDirty} />
      <div className={classes.wizard}>
        <Stack gap="md">
          <EndsSection {...section} registries={registries} conflict={save.conflict} />
          <WhatSection {...section} registries={registries} preview={preview} />
          <WhereSection {...section} preview={preview.data} />
          <WhenSection {...section} lasted={lasted} />
          <HowSection {...section} registries={registries} />
        </Stack>
        <Summary
          draft={draft}
          registries={registries}
          preview={preview.data}
          problems={section.problems}
          save={save}
          onSave={send}
        />
      </div>
    </form>
  );
}

/** Each project keeps what was begun in it for itself. */
function keyOfDraft({ project }: Scope, id: number | undefined): string {
  return ["replication", project, id ?? "new"].filter((part) => part !== undefined).join(".");
}

/** Each field that can be wrong is known by the name of its problem. */
function focusFirst(problems: readonly Problem[]): void {
  const fields = problems.map((problem) => document.getElementById(`policy-${problem}`));
  const all = fields.filter((field) => field !== null);
  all.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1));
  all[0]?.focus();
}
