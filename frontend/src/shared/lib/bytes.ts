const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** Bytes in the largest binary unit that keeps the number at 1 or more: `1536` is `1.5 KiB`. */
export function formatBytes(bytes: number, locale = "en"): string {
  const size = Math.abs(bytes);
  const step = size < 1 ? 0 : Math.min(Math.floor(Math.log2(size) / 10), UNITS.length - 1);
  const value = bytes / 1024 ** step;
  const digits = step === 0 || Math.abs(value) >= 100 ? 0 : 1;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return `${number} ${UNITS[step]}`;
}

/** Bytes in the largest unit that tells all of them: `1536 MiB`, to be changed in a form. */
export function exactBytes(bytes: number): string {
  let step = 0;
  let value = bytes;
  while (value > 0 && value % 1024 === 0 && step < UNITS.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${value} ${UNITS[step]}`;
}

/** What a person typed, as bytes: `10 GB` and `10gib` alike mean `10 GiB`. `null` where it is none. */
export function parseBytes(text: string): number | null {
  const found = /^\s*(\d+(?:\.\d+)?)\s*([kmgtp]?)(i?b)?\s*$/i.exec(text);
  if (!found?.[1]) return null;
  const step = "kmgtp".indexOf((found[2] ?? "").toLowerCase() || "-") + 1;
  const bytes = Math.round(Number(found[1]) * 1024 ** step);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

export const UNLIMITED = -1;
/** What the API takes at most: 1024 TiB. */
export const LARGEST_LIMIT = 1024 ** 5;

/** Whether it is a limit that the API takes. */
export function isLimit(bytes: number | null): bytes is number {
  return bytes !== null && (bytes === UNLIMITED || (bytes > 0 && bytes <= LARGEST_LIMIT));
}
