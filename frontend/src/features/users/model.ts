import { ApiError } from "@/shared/api/errors";
import type { User } from "./api";

/** The account that every registry begins with; the API neither deletes nor demotes it. */
const BUILT_IN = "admin";

export function isBuiltIn(user: User): boolean {
  return user.username === BUILT_IN;
}

export interface DeletionImpact {
  goes: User[];
  /** The built-in administrator, and whoever asks. */
  stays: User[];
}

export function deletionImpact(users: readonly User[], myName: string | undefined): DeletionImpact {
  const isKept = (user: User) => isBuiltIn(user) || user.username === myName;
  return { goes: users.filter((user) => !isKept(user)), stays: users.filter(isKept) };
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
