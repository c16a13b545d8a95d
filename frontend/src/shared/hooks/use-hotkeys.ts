import { useEffect, useEffectEvent } from "react";
import { useSetting } from "./use-setting";

/** What somebody types into is left alone. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}

/** `k`, `?`, or `mod+k`, which is Control or Command. */
function nameOf(event: KeyboardEvent): string {
  return event.ctrlKey || event.metaKey ? `mod+${event.key.toLowerCase()}` : event.key;
}

/** Whether single keys do things; a person can switch that off (WCAG 2.1.4). */
export function useHotkeysSetting(): [boolean, (isOn: boolean) => void] {
  const [value, setValue] = useSetting("hotkeys");
  return [value !== "off", (isOn) => setValue(isOn ? "on" : "off")];
}

/** Keys that work anywhere on the page: `useHotkeys({ "/": focusSearch, "mod+k": openPalette })`. */
export function useHotkeys(keys: Record<string, () => void>): void {
  const [isOn] = useHotkeysSetting();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const name = nameOf(event);
    const isSingle = !name.startsWith("mod+");
    if (event.altKey || (isSingle && (!isOn || isTyping(event.target)))) return;
    const action = keys[name];
    if (!action) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
