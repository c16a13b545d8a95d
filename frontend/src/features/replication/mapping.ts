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

/** Names as they may be, for as long as nobody has looked what there is. */
export const EXAMPLES = ["library/nginx", "acme/web/shop"] as const;
