import type { Token } from "./api";

export const SCOPES = ["read", "write", "full"] as const;

/** Days that a new token is good for; the API takes up to ten years, or for ever. */
export const DURATIONS = ["7", "30", "90", "365", "never"] as const;
export type Duration = (typeof DURATIONS)[number];

/** How a token's name begins and goes on, by the API. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_ .:@/+-]*$/u;

export function isTokenName(name: string): boolean {
  return name.length <= 255 && NAME.test(name);
}

const SOON = 7 * 86_400_000;

/** Whether a token has ended, or will within a week. */
export function lifeOf({ expires_at }: Pick<Token, "expires_at">, now: Date) {
  if (!expires_at) return "endless";
  const left = Date.parse(expires_at) - +now;
  if (left <= 0) return "over";
  return left < SOON ? "ending" : "good";
}
