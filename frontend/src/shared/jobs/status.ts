import type { Tone } from "@/shared/ui/values";

/** The API's words for how a job is doing; `Scheduled` is one that waits to be tried again. */
export const STATUSES = ["Running", "Pending", "Scheduled", "Error", "Stopped", "Success"] as const;
export type Status = (typeof STATUSES)[number];

export const TONES: Record<Status, Tone> = {
  Running: "busy",
  Pending: "neutral",
  Scheduled: "warning",
  Error: "bad",
  Stopped: "warning",
  Success: "good",
};

/** The status as one that there are words for, or nothing. */
export function knownStatus(status: string): Status | undefined {
  return STATUSES.find((known) => known === status);
}

export function isUnfinished(status: string): boolean {
  return status === "Pending" || status === "Scheduled" || status === "Running";
}

const SOON = 2_000;
const MOST = 10_000;

/**
 * After how many milliseconds to ask again: soon while something is under way, less often the
 * longer it takes; where nothing is, often enough to see that something has begun by itself.
 */
export function pollAfter(isUnderWay: boolean, lasted: number): number {
  if (!isUnderWay) return MOST;
  return Math.min(MOST, Math.max(SOON, lasted / 30));
}
