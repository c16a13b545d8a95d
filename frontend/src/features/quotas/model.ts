import { UNLIMITED } from "@/shared/lib/bytes";
import type { Quota } from "./api";

export type Fill = "unlimited" | "roomy" | "scarce" | "full";

/** From this part of the limit on, a project is nearly full. */
const SCARCE = 0.9;

/** How much of the limit is used: 1 is all of it, and more is possible; `null` without a limit. */
export function shareOf({ used, hard }: Quota): number | null {
  if (hard.storage === UNLIMITED) return null;
  return hard.storage > 0 ? used.storage / hard.storage : 1;
}

export function fillOf(quota: Quota): Fill {
  const share = shareOf(quota);
  if (share === null) return "unlimited";
  if (share >= 1) return "full";
  return share >= SCARCE ? "scarce" : "roomy";
}

/** Those that hold more than *limit* allows: they keep what they have and take nothing more. */
export function overfull(quotas: readonly Quota[], limit: number | null): Quota[] {
  if (limit === null || limit === UNLIMITED) return [];
  return quotas.filter(({ used }) => used.storage > limit);
}

/** What the form begins with: the limit that all of them have, or nothing. */
export function commonLimit(quotas: readonly Quota[]): number | null {
  const limits = new Set(quotas.map(({ hard }) => hard.storage));
  const [only] = limits;
  return limits.size === 1 && only !== undefined ? only : null;
}
