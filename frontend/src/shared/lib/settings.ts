/**
 * What this browser remembers. Where it remembers nothing (its storage is full or switched off),
 * everything works as on the first day.
 */
const PREFIX = "console.";

export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Answers whether it will be remembered. */
export function writeSetting(name: string, value: string): boolean {
  try {
    localStorage.setItem(PREFIX + name, value);
    return true;
  } catch {
    return false;
  }
}
