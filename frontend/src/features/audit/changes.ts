export interface Change {
  /** Where in the entry's details: `metadata.public`. */
  name: string;
  kind: "added" | "removed" | "changed" | "fact";
  before: string | null;
  after: string | null;
}

type Fields = Record<string, unknown>;

/** Operations that tell of each field what it was and what it is, as a pair. */
const TELL_PAIRS = new Set(["update", "restore"]);
const ARE_BEGINNINGS = new Set(["create", "copy", "mount"]);

/** What an entry's details say: what there was before, and what there is since. */
export function changesOf(operation: string, details: unknown): Change[] {
  if (!isFields(details)) return [];
  return Object.entries(details).flatMap(([name, value]) => {
    if (TELL_PAIRS.has(operation) && isPair(value)) return compared(name, value[0], value[1]);
    if (name === "tags" && isFields(value) && typeof details.digest === "string") {
      return movedTags(value, details.digest);
    }
    return facts(name, value, operation);
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPair(value: unknown): value is [unknown, unknown] {
  return Array.isArray(value) && value.length === 2;
}

/** A push tells of each tag what it stood for until then. */
function movedTags(tags: Fields, digest: string): Change[] {
  return Object.entries(tags).flatMap(([tag, was]) => compared(`tags.${tag}`, was, digest));
}

function compared(name: string, before: unknown, after: unknown): Change[] {
  if (isFields(before) && isFields(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => compared(`${name}.${key}`, before[key], after[key]));
  }
  const [old, fresh] = [words(before), words(after)];
  if (old === fresh) return [];
  const isNew = old === null ? "added" : "changed";
  return [{ name, kind: fresh === null ? "removed" : isNew, before: old, after: fresh }];
}

function facts(name: string, value: unknown, operation: string): Change[] {
  if (isFields(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, part]) => facts(`${name}.${key}`, part, operation));
  }
  const text = words(value);
  if (ARE_BEGINNINGS.has(operation)) return [{ name, kind: "added", before: null, after: text }];
  if (operation === "delete") return [{ name, kind: "removed", before: text, after: null }];
  return [{ name, kind: "fact", before: null, after: text }];
}

function words(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
