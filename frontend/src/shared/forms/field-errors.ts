/**
 * The API's words on a body that does not fit, by field: it says `email: too long; name: missing`.
 * `null` where they are of no field that there is.
 */
export function fieldErrors(
  message: string,
  fields: readonly string[],
  apiNames: Partial<Record<string, string>>,
): Record<string, string> | null {
  const found = new Map<string, string>();
  for (const part of message.split("; ")) {
    const [, name, words] = /^([\w.]+): (.+)$/.exec(part) ?? [];
    const field = name && (apiNames[name] ?? name);
    if (!field || !words || !fields.includes(field)) return null;
    found.set(field, words);
  }
  return Object.fromEntries(found);
}
