import type { Schemas } from "@/shared/api/client";
import { shortDigest } from "@/shared/lib/digest";
import { splitRepository } from "@/shared/lib/references";

export type Item = Schemas["TrashRead"];
export type Wanted = Schemas["TrashItemRequest"];

export const TYPES = ["repository", "artifact", "tag"] as const;
export type Type = (typeof TYPES)[number];

export function typeOf({ type }: Item): Type {
  return TYPES.find((known) => known === type) ?? "artifact";
}

export function keyOf({ type, id }: Item): string {
  return `${type}:${id}`;
}

/** `shop`, `shop:1.0` or `shop@3f1c…`, as people tell things of a project apart. */
export function nameOf(item: Item): string {
  const { repository } = splitRepository(item.repository);
  const ends = {
    repository: "",
    artifact: `@${shortDigest(item.digest)}`,
    tag: `:${item.tag}`,
  };
  return repository + ends[typeOf(item)];
}

/** *force* moves a tag that names something else by now. */
export function wantedOf(item: Item, force: boolean): Wanted {
  const { id, repository, digest, tag } = item;
  const named = {
    repository: { type: "repository", id },
    artifact: { type: "artifact", digest },
    tag: { type: "tag", tag, digest },
  } as const;
  return { ...named[typeOf(item)], repository, force };
}

/** Those of an artifact's own tags that stayed where they are by now, as if each were an item. */
export function leftOf(item: Item, tags: readonly string[]): Item[] {
  return item.tags
    .filter((tag) => tags.includes(tag))
    .map((tag) => ({ ...item, type: "tag", tag, tags: [] }));
}

/** What holds others comes first: nothing is refused since it came back with something else. */
export function inOrder(items: readonly Item[]): Item[] {
  return [...items].sort((one, other) => rankOf(one) - rankOf(other));
}

function rankOf(item: Item): number {
  return TYPES.indexOf(typeOf(item));
}
