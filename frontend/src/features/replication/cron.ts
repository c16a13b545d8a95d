/** Cron lines as the API has them: six fields, of which the first, the seconds, is 0. */

interface Field {
  from: number;
  to: number;
  names?: readonly string[];
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const FIELDS: readonly Field[] = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31 },
  { from: 1, to: 12, names: MONTHS },
  { from: 0, to: 7, names: DAYS },
];

export interface Line {
  minutes: readonly number[];
  hours: readonly number[];
  /** Empty where any day of the month, any month or any day of the week will do. */
  days: readonly number[];
  months: readonly number[];
  weekdays: readonly number[];
}

/** What a line says; nothing where it is none, or one that only the server understands. */
export function parseLine(text: string): Line | null {
  const fields = text.trim().split(/\s+/);
  const [seconds, ...rest] = fields;
  if (fields.length !== FIELDS.length + 1 || seconds !== "0") return null;
  const found = FIELDS.map((field, index) => valuesOf(rest[index] ?? "", field));
  const [minutes, hours, days, months, weekdays] = found;
  if (!minutes || !hours || !days || !months || !weekdays) return null;
  const any = (index: number) => isAny(rest[index] ?? "");
  return {
    minutes,
    hours,
    days: any(2) ? [] : days,
    months: any(3) ? [] : months,
    weekdays: any(4) ? [] : distinct(weekdays.map((day) => day % 7)),
  };
}

function isAny(text: string): boolean {
  return text === "*" || text === "?";
}

/** `*`, `1,5`, `8-17`, `MON-FRI`, or any of them with a step: `*\/15`. */
function valuesOf(text: string, field: Field): number[] | null {
  const found: number[] = [];
  for (const part of text.split(",")) {
    const values = rangeOf(part, field);
    if (!values) return null;
    found.push(...values);
  }
  return distinct(found);
}

function rangeOf(part: string, field: Field): number[] | null {
  const [range = "", step] = part.split("/");
  const by = step === undefined ? 1 : Number(step);
  if (!Number.isInteger(by) || by < 1 || part.split("/").length > 2) return null;
  const [first = "", last, ...more] = range.split("-");
  if (more.length > 0) return null;
  const from = isAny(range) ? field.from : numberOf(first, field);
  const to = toOf(range, last, { from, step, field });
  if (from === null || to === null || from > to) return null;
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

interface Begun {
  from: number | null;
  step: string | undefined;
  field: Field;
}

function toOf(range: string, last: string | undefined, { from, step, field }: Begun) {
  const { to, names } = field;
  if (isAny(range)) return names === DAYS ? to - 1 : to;
  if (last !== undefined) return numberOf(last, field);
  return step === undefined ? from : to;
}

function numberOf(text: string, { from, to, names }: Field): number | null {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return named + from;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : null;
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

const DAY = 86_400_000;
const FAR = 366 * 5;

/** The next moments of a line, by the clock of a zone; fewer where it has no more in years. */
export function coming(line: Line, zone: string, after: Date, count: number): Date[] {
  const clock = clockOf(zone);
  const found: Date[] = [];
  const midnight = Date.UTC(...dayOf(clock, after));
  for (let day = 0; day < FAR && found.length < count; day += 1) {
    const date = new Date(midnight + day * DAY);
    if (!hasDay(line, date)) continue;
    for (const time of timesOf(line, date, clock)) {
      if (time > +after && found.length < count) found.push(new Date(time));
    }
  }
  return found;
}

/** As cron has it: where both days are said, either will do. */
function hasDay({ days, months, weekdays }: Line, date: Date): boolean {
  if (months.length > 0 && !months.includes(date.getUTCMonth() + 1)) return false;
  const isDay = days.includes(date.getUTCDate());
  const isWeekday = weekdays.includes(date.getUTCDay());
  if (days.length > 0 && weekdays.length > 0) return isDay || isWeekday;
  return (days.length === 0 || isDay) && (weekdays.length === 0 || isWeekday);
}

function timesOf({ hours, minutes }: Line, date: Date, clock: Intl.DateTimeFormat): number[] {
  const times = hours.flatMap((hour) =>
    minutes.map((minute) => momentOf(+date + (hour * 60 + minute) * 60_000, clock)),
  );
  return distinct(times);
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const numeric = "numeric" as const;
  return new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
}

/** What the clock shows, as if it were UTC. */
function shown(clock: Intl.DateTimeFormat, time: number): number {
  const parts = new Map(clock.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const date = [of("year"), of("month") - 1, of("day")] as const;
  return Date.UTC(...date, of("hour"), of("minute"), of("second"));
}

function dayOf(clock: Intl.DateTimeFormat, time: Date): [number, number, number] {
  const now = new Date(shown(clock, +time));
  return [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
}

/** When the clock shows *wanted*; an hour that is left out in spring is the one after it. */
function momentOf(wanted: number, clock: Intl.DateTimeFormat): number {
  let time = wanted;
  for (let tries = 0; tries < 2; tries += 1) time += wanted - shown(clock, time);
  return time;
}

/** Milliseconds between those of *times* that follow each other soonest. */
export function closest(times: readonly Date[]): number | null {
  const gaps = times.slice(1).map((time, index) => +time - +(times[index] ?? time));
  return gaps.length > 0 ? Math.min(...gaps) : null;
}

/** A line as it is compared and sent. */
export function oneSpaced(line: string): string {
  return line.trim().replace(/\s+/g, " ");
}
