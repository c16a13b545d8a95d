import type { Move } from "./api";

export type Deed = "created" | "moved" | "deleted";

/** A line without a new digest is a deletion; one without an old digest made the tag. */
export function deedOf({ old_digest, new_digest }: Pick<Move, "old_digest" | "new_digest">): Deed {
  if (!new_digest) return "deleted";
  return old_digest ? "moved" : "created";
}

/**
 * What the tag can be brought back to by a line: what it named after it. The newest line says what
 * it names now, which needs none; a deletion leads back to what was deleted.
 */
export function restorable(move: Move, current: string): string | null {
  const digest = move.new_digest || move.old_digest;
  return digest && digest !== current ? digest : null;
}
