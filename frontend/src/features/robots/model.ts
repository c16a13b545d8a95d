import type { Robot } from "./api";

const DAY = 86_400_000;
export const FOR_EVER = -1;
export const LONGEST_DAYS = 36_500;

/** From here on somebody should look for a new robot. */
const SOON = 14 * DAY;

export type Expiry = "never" | "later" | "soon" | "expired";

export function expiryOf({ expires_at }: Pick<Robot, "expires_at">, now: Date): Expiry {
  if (expires_at < 0) return "never";
  const left = expires_at * 1000 - now.getTime();
  if (left <= 0) return "expired";
  return left < SOON ? "soon" : "later";
}

/** When a robot ends that lives *days* from its creation. */
export function endOf(start: Date, days: number): Date | null {
  return days === FOR_EVER ? null : new Date(start.getTime() + days * DAY);
}

const NAME = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

export function isRobotName(name: string): boolean {
  return name.length <= 255 && NAME.test(name);
}

export function isDuration(days: number): boolean {
  return days === FOR_EVER || (Number.isInteger(days) && days >= 1 && days <= LONGEST_DAYS);
}

/** How many secrets are live, and when the older one ends, where there are two. */
export function oldSecretEnds({ secrets }: Pick<Robot, "secrets">): string | null {
  return secrets.find(({ expires_at }) => expires_at !== null)?.expires_at ?? null;
}

/** How many go without their count being typed first. */
const FEW = 5;

export function typedCount(robots: readonly Robot[]): string | undefined {
  return robots.length > FEW ? String(robots.length) : undefined;
}
