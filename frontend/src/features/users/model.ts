import { ApiError } from "@/shared/api/errors";
import type { User } from "./api";

/** The account that every registry begins with; the API leaves it as it is. */
const BUILT_IN = "admin";

export function isBuiltIn(user: User): boolean {
  return user.username === BUILT_IN;
}

/** Nobody deletes, demotes or disables the built-in administrator, nor oneself. */
export function isKept(user: User, myName: string | undefined): boolean {
  return isBuiltIn(user) || user.username === myName;
}

export interface DeletionImpact {
  goes: User[];
  /** The built-in administrator, and whoever asks. */
  stays: User[];
}

export function deletionImpact(users: readonly User[], myName: string | undefined): DeletionImpact {
  return {
    goes: users.filter((user) => !isKept(user, myName)),
    stays: users.filter((user) => isKept(user, myName)),
  };
}

export interface ActiveImpact {
  changes: User[];
  /** Those that were so before. */
  same: User[];
  /** Those that nobody disables. */
  stays: User[];
}

/** What comes of enabling *users*, or of disabling them. */
export function activeImpact(
  users: readonly User[],
  isActive: boolean,
  myName: string | undefined,
): ActiveImpact {
  const others = users.filter(({ active }) => active !== isActive);
  const stays = isActive ? [] : others.filter((user) => isKept(user, myName));
  return {
    changes: others.filter((user) => !stays.includes(user)),
    same: users.filter(({ active }) => active === isActive),
    stays,
  };
}

/** Whether it can be changed that this account may be used. */
export function isSwitchable(user: User, myName: string | undefined): boolean {
  return activeImpact([user], !user.active, myName).changes.length > 0;
}

/** Up to how many go without their count being typed first. */
const FEW = 5;

export function typedCount({ goes }: DeletionImpact): string | undefined {
  return goes.length > FEW ? String(goes.length) : undefined;
}

const FORBIDDEN = /[,"~#%$:/\\\p{C}]/u;

export function isUsername(name: string): boolean {
  return name.length >= 1 && name.length <= 255 && name === name.trim() && !FORBIDDEN.test(name);
}

export function isEmail(text: string): boolean {
  return text.length <= 255 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** What is taken, the name or the address, is told in words alone; they are shown at that field. */
export function atItsField(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.status !== 409) return error;
  const field = error.message.includes("e-mail") ? "email" : "username";
  return new ApiError(409, error.code, `${field}: ${error.message}`, error.requestId);
}
