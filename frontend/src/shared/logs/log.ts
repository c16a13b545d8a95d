/** How much a line has to matter at least. */
export const LEVELS = ["warning", "error"] as const;
export type Level = (typeof LEVELS)[number];

/** A line, and the byte of the log that it begins at. */
export interface Line {
  offset: number;
  text: string;
}

/** The lines that begin in a stretch of a log, as far as they were wanted. */
export interface Part {
  lines: Line[];
  /** Where the next stretch begins. */
  nextOffset: number;
  /** Bytes of the whole log by now. */
  size: number;
  /** Whether nothing more will be written. */
  hasEnded: boolean;
}

/** Which lines are wanted. */
export interface Wanted {
  q?: string | undefined;
  level?: Level | undefined;
}

/** Which lines of which bytes are asked for. */
export interface Asked extends Wanted {
  offset: number;
  limit: number;
}

/** A log that can be read from any byte on. */
export interface LogSource {
  key: readonly unknown[];
  /** Where all of it is to be had as a file. */
  address: string;
  fileName: string;
  read: (asked: Asked, signal: AbortSignal) => Promise<Part>;
}

const LONGEST = 4_000;

/** The part that the API answered with: `<byte>:<line>`, and headers that tell of the rest. */
export function partOf({ data, response }: { data?: string; response: Response }): Part {
  const number = (name: string) => Number(response.headers.get(name) ?? 0);
  return {
    lines: (data ?? "").split("\n").slice(0, -1).map(lineOf),
    nextOffset: number("X-Next-Offset"),
    size: number("X-Log-Size"),
    hasEnded: response.headers.get("X-Log-Ended") === "true",
  };
}

/** One that is too long for anybody is cut. */
function lineOf(told: string): Line {
  const colon = told.indexOf(":");
  const text = told.slice(colon + 1);
  return {
    offset: Number(told.slice(0, colon)),
    text: text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text,
  };
}

const MARK = /^\S+ (WARNING|ERROR) /;

export function levelOf(text: string): Level | undefined {
  const found = MARK.exec(text)?.[1]?.toLowerCase();
  return LEVELS.find((level) => level === found);
}

/** A line's text in pieces, with whether each is what somebody looks for, in any case. */
export function piecesOf(text: string, sought: string): { text: string; isFound: boolean }[] {
  const [words, wanted] = [text.toLowerCase(), sought.toLowerCase()];
  // Where a letter has another length in lower case, places in one are not places in the other.
  if (!wanted || words.length !== text.length) return [{ text, isFound: false }];
  const pieces = [];
  let end = 0;
  for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, end)) {
    if (at > end) pieces.push({ text: text.slice(end, at), isFound: false });
    end = at + wanted.length;
    pieces.push({ text: text.slice(at, end), isFound: true });
  }
  if (end < text.length || pieces.length === 0) {
    pieces.push({ text: text.slice(end), isFound: false });
  }
  return pieces;
}
