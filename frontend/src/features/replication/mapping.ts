/** Nothing is left of a name but its last part. */
export const FLATTEN = -1;
export const MOST_REPLACED = 127;

/**
 * Where a repository goes: *replaced* of its leading parts give way to *namespace*; without one the
 * name stays. `null` where nothing would be left of it.
 */
export function targetName(source: string, namespace: string, replaced: number): string | null {
  if (!namespace) return source;
  const parts = source.split("/");
  const kept = replaced === FLATTEN ? parts.slice(-1) : parts.slice(replaced);
  return kept.length === 0 ? null : [namespace, ...kept].join("/");
}

/** Whether whatever has such a namespace is a project's own. */
export function isWithin(namespace: string, project: string): boolean {
  return namespace === project || namespace.startsWith(`${project}/`);
}

const NAMESPACE =
  /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

export function isNamespace(text: string): boolean {
  return NAMESPACE.test(text);
}

/** Names as they may be, for as long as nobody has looked what there is. */
export function examplesOf(project = ""): string[] {
  return [`${project || "library"}/nginx`, `${project || "acme"}/web/shop`];
}
