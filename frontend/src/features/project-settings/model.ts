import type { Project, Quota } from "./api";

/** The settings as the form has them. */
export interface Settings extends Record<string, unknown> {
  isPublic: boolean;
  allowsSparse: boolean;
  isLimited: boolean;
  /** Bytes; nothing where what is written is no size. */
  limit: number | null;
}

export interface Changes {
  /** The API's keys and words. */
  metadata: Record<string, string>;
  /** Bytes, -1 for no limit; absent where it stays. */
  limit?: number;
}

const UNLIMITED = -1;

export function settingsOf(project: Project, quota: Quota | null): Settings {
  const limit = limitOf(quota);
  return {
    isPublic: project.metadata?.public === "true",
    allowsSparse: project.metadata?.allow_sparse === "true",
    isLimited: limit >= 0,
    limit: limit >= 0 ? limit : null,
  };
}

export function changesBetween(before: Settings, after: Settings): Changes {
  const metadata: Record<string, string> = {};
  if (before.isPublic !== after.isPublic) metadata.public = String(after.isPublic);
  if (before.allowsSparse !== after.allowsSparse) {
    metadata.allow_sparse = String(after.allowsSparse);
  }
  const [old, wanted] = [bytesOf(before), bytesOf(after)];
  return old === wanted ? { metadata } : { metadata, limit: wanted };
}

function bytesOf({ isLimited, limit }: Settings): number {
  return isLimited && limit !== null ? limit : UNLIMITED;
}

function limitOf(quota: Quota | null): number {
  return quota?.hard.storage ?? UNLIMITED;
}

export function usedOf(quota: Quota | null): number {
  return quota?.used.storage ?? 0;
}
