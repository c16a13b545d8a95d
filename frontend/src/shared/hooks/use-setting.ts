import { useSyncExternalStore } from "react";
import { readSetting, writeSetting } from "@/shared/lib/settings";

const listeners = new Set<() => void>();
const unsaved = new Map<string, string>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Something that this browser remembers, the same wherever it is used on the page. */
export function useSetting(name: string): [string | null, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => unsaved.get(name) ?? readSetting(name));
  const setValue = (next: string) => {
    if (writeSetting(name, next)) unsaved.delete(name);
    else unsaved.set(name, next);
    for (const listener of listeners) listener();
  };
  return [value, setValue];
}
