import type { TFunction } from "i18next";
import type { Schemas } from "@/shared/api/client";

/** When something begins by itself. */
export interface When {
  type: WhenType;
  /** Six fields, of which the first, the seconds, is 0; it counts where the type is Custom. */
  cron: string;
  timeZone: string;
}

export const WHEN_TYPES = ["None", "Hourly", "Daily", "Weekly", "Custom"] as const;
export type WhenType = (typeof WHEN_TYPES)[number];

export const NEVER: When = { type: "None", cron: "", timeZone: "UTC" };
const FIELDS = 6;

/** A schedule as the API tells of it; one of a type that no form has is shown by its line. */
export function whenOf({
  type,
  cron,
  time_zone,
}: Omit<Schemas["ScheduleShape"], "next_scheduled_time">): When {
  const known = WHEN_TYPES.find((each) => each === type) ?? "Custom";
  return { type: known, cron, timeZone: time_zone };
}

/** What the API is to be told. */
export function whenWritten({ type, cron, timeZone }: When): Schemas["WhenWriteRequest"] {
  return { type, cron: type === "Custom" ? oneSpaced(cron) : "", time_zone: timeZone };
}

/** Whether it may be a line that the API takes; what its fields say is for the API to judge. */
export function isWhen({ type, cron }: When): boolean {
  if (type !== "Custom") return true;
  const fields = oneSpaced(cron).split(" ");
  return fields.length === FIELDS && fields[0] === "0";
}

/** A line for a time of each day: `0 40 1 * * *`. */
const DAILY = /^0 ([0-5]?\d) ([01]?\d|2[0-3]) \* \* \*$/;

/** In words: `Every day at 00:00 (UTC)`. */
export function whenWords({ type, cron, timeZone: zone }: When, t: TFunction): string {
  const [, minute, hour] = (type === "Custom" && DAILY.exec(oneSpaced(cron))) || [];
  if (minute === undefined || hour === undefined) {
    return t(`schedule.words.${type}`, { cron, zone, time: "00:00" });
  }
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  return t("schedule.words.Daily", { zone, time });
}

/** The zones that browsers know, with the one that schedules begin with. */
export function timeZones(): string[] {
  return [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
}

function oneSpaced(line: string): string {
  return line.trim().replace(/\s+/g, " ");
}
