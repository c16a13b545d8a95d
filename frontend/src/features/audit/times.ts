/** `Nov 25, 18:29:32`, with the year where it is another than this one's. */
export function formatMoment(time: Date, locale: string, now: Date): string {
  const isThisYear = time.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(locale, {
    ...(isThisYear ? {} : { year: "numeric" }),
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(time);
}

/** From one moment to another, the day told once where both are on it. */
export function formatSpan(from: Date, to: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatRange(from, to);
}

/** `Europe/Berlin (GMT+1)` */
export function zoneName(locale: string): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const parts = new Intl.DateTimeFormat(locale, { timeZoneName: "shortOffset" }).formatToParts();
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return offset && offset !== timeZone ? `${timeZone} (${offset})` : timeZone;
}

/** What a field for date and time shows: the browser's own zone, to the second. */
export function toFieldTime(iso: string | undefined): string {
  if (!iso) return "";
  const time = new Date(iso);
  const local = new Date(+time - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

export function fromFieldTime(text: string): string | undefined {
  const time = new Date(text);
  return Number.isNaN(+time) ? undefined : time.toISOString();
}
