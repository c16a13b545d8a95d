import type { TFunction } from "i18next";
import { type Line, parseLine } from "./cron";

const MOST_TIMES = 4;
type T = TFunction<"replication">;

/** A line in words: `At 02:30 on Monday and Friday (UTC)`; the line itself where there are none. */
export function cronWords(text: string, zone: string, t: T, language: string): string {
  const line = parseLine(text);
  const time = line && timeWords(line, t, language);
  if (!line || !time) return t("cron.line", { line: text, zone });
  const days = dayWords(line, t, language) || (line.hours.length === 24 ? "" : t("cron.everyDay"));
  const months = line.months.length > 0 ? monthWords(line, t, language) : "";
  return t("cron.whole", { time, days, months, zone }).replaceAll(/\s+/g, " ").trim();
}

function timeWords({ hours, minutes }: Line, t: T, language: string): string | null {
  const step = stepOf(minutes, 60);
  if (hours.length === 24) {
    if (step) return t("cron.minutes", { count: step });
    return minutes.length <= MOST_TIMES
      ? t("cron.hourly", { minutes: listed(minutes.map(twoDigits), language) })
      : null;
  }
  const [minute] = minutes;
  if (minutes.length === 1 && minute !== undefined) {
    const every = stepOf(hours, 24);
    if (every) return t("cron.hours", { count: every, minute: twoDigits(minute) });
  }
  if (hours.length * minutes.length > MOST_TIMES) return null;
  const times = hours.flatMap((hour) =>
    minutes.map((one) => `${twoDigits(hour)}:${twoDigits(one)}`),
  );
  return t("cron.at", { times: listed(times, language) });
}

/** Every how many it is, where they are at the same distance all around. */
function stepOf(values: readonly number[], round: number): number | null {
  const step = round / values.length;
  if (values.length < 2 || !Number.isInteger(step)) return null;
  return values.every((value, index) => value === index * step) ? step : null;
}

function dayWords({ days, weekdays }: Line, t: T, language: string): string {
  const onDays = days.length > 0 && t("cron.days", { days: listed(days.map(String), language) });
  const names = weekdays.map((day) => nameOf(Date.UTC(2026, 1, 1 + day), "weekday", language));
  const named = rangeOf(weekdays, names, t) ?? listed(names, language);
  const onWeekdays = names.length > 0 && t("cron.weekdays", { days: named });
  if (onDays && onWeekdays) return t("cron.either", { one: onDays, other: onWeekdays });
  return onDays || onWeekdays || "";
}

/** `Monday to Friday`: three and more that follow on each other. */
function rangeOf(days: readonly number[], names: readonly string[], t: T): string | null {
  const [first = 0] = days;
  const isRange = days.length > 2 && days.every((day, index) => day === first + index);
  return isRange ? t("cron.range", { from: names[0] ?? "", to: names.at(-1) ?? "" }) : null;
}

function monthWords({ months }: Line, t: T, language: string): string {
  const names = months.map((month) => nameOf(Date.UTC(2026, month - 1, 1), "month", language));
  return t("cron.months", { months: listed(names, language) });
}

function nameOf(time: number, part: "weekday" | "month", language: string): string {
  return new Intl.DateTimeFormat(language, { [part]: "long", timeZone: "UTC" }).format(time);
}

function listed(words: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(words);
}

function twoDigits(value: number): string {
  return `${value}`.padStart(2, "0");
}
