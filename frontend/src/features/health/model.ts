import type { Tone } from "@/shared/ui/values";
import type { Component } from "./api";

/** The parts that the console can explain. */
export const KNOWN = ["core", "database", "registry", "redis"] as const;
export type Known = (typeof KNOWN)[number];

export function isHealthy({ status }: { status: string }): boolean {
  return status === "healthy";
}

/** The part as one that there are words for, or nothing. */
export function knownPart({ name }: Component): Known | undefined {
  return KNOWN.find((known) => known === name);
}

export type Room = "plenty" | "scarce" | "none";

/** How much room a disk has left; a blob that is pushed needs it whole before anything is freed. */
export function roomOn({ total, free }: { total: number; free: number }): Room {
  if (total <= 0) return "plenty";
  const left = free / total;
  if (left < 0.03) return "none";
  return left < 0.1 ? "scarce" : "plenty";
}

export const ROOM_TONES: Record<Room, Tone> = { plenty: "good", scarce: "warning", none: "bad" };

/** By how many seconds the server's clock is ahead of this one's; answers take their time. */
export function clockDrift(server: string | undefined, asked: number): number {
  const time = Date.parse(server ?? "");
  return Number.isNaN(time) ? 0 : Math.round((time - asked) / 1000);
}
