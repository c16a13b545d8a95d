import type { Line, Part } from "./log";

/** Lines that are kept at most: however long the log is, no more of it is in memory. */
export const KEPT = 2_000;
/** Bytes that are asked for at first, and at most: where few lines are wanted, it takes many. */
const FIRST = 2 ** 18;
const MOST = 2 ** 22;
/** Parts that one look asks for at most; the rest is asked for at the next one. */
const AT_ONCE = 10;
/** Bytes before a line that are shown with it. */
const BEFORE = 2 ** 14;

/** The lines of a log that begin in a stretch of it: all of those that are wanted. */
export interface Window {
  lines: Line[];
  begin: number;
  end: number;
  size: number;
  hasEnded: boolean;
}

/** What is looked at: the end as it is written, or the lines before a byte, or from one on. */
export type Place = "end" | { until: number } | { from: number };

export type ReadPart = (offset: number, limit: number) => Promise<Part>;

export async function readPlace(place: Place, read: ReadPart): Promise<Window> {
  if (place === "end") {
    const { size, hasEnded } = await read(0, 0);
    return { ...(await readBefore(size, read)), size, hasEnded };
  }
  return "until" in place ? readBefore(place.until, read) : readFrom(place.from, read);
}

/** Where to look at a line with what comes before it. */
export function placeOf(offset: number): Place {
  return { from: Math.max(0, offset - BEFORE) };
}

export function holds({ begin, end }: Window, offset: number): boolean {
  return begin <= offset && offset < end;
}

async function readBefore(end: number, read: ReadPart): Promise<Window> {
  let found: Window = { lines: [], begin: end, end, size: end, hasEnded: false };
  for (let step = FIRST; found.begin > 0 && found.lines.length < KEPT; step = next(step)) {
    const begin = Math.max(0, found.begin - step);
    const { lines, size, hasEnded } = await read(begin, found.begin - begin);
    found = { lines: [...lines, ...found.lines], begin, end, size, hasEnded };
  }
  return keepLast(found);
}

async function readFrom(begin: number, read: ReadPart): Promise<Window> {
  let found: Window = { lines: [], begin, end: begin, size: begin + 1, hasEnded: false };
  for (let step = FIRST; found.end < found.size && found.lines.length < KEPT; step = next(step)) {
    const part = await read(found.end, step);
    if (part.nextOffset === found.end) break;
    found = joined(found, part);
  }
  const more = found.lines[KEPT];
  return more ? { ...found, lines: found.lines.slice(0, KEPT), end: more.offset } : found;
}

/**
 * Go on reading from where it was left, up to the end that it has by now. One that was complete may
 * go on nevertheless: the job is done again.
 */
export async function readOn(before: Window, read: ReadPart): Promise<Window> {
  let found = before;
  for (let asked = 0; asked < AT_ONCE; asked += 1) {
    found = keepLast(joined(found, await read(found.end, MOST)));
    if (found.end >= found.size) break;
  }
  return found;
}

function joined(before: Window, { lines, nextOffset, size, hasEnded }: Part): Window {
  return {
    lines: [...before.lines, ...lines],
    begin: before.begin,
    end: nextOffset,
    size,
    hasEnded,
  };
}

function keepLast(found: Window): Window {
  const lines = found.lines.slice(-KEPT);
  const isCut = lines.length < found.lines.length;
  return { ...found, lines, begin: isCut ? (lines[0]?.offset ?? found.begin) : found.begin };
}

function next(step: number): number {
  return Math.min(MOST, step * 2);
}

/** Lines of which it is known where they are; of more, nobody wants to see each. */
export const MOST_FOUND = 10_000;

/** Where the lines are that have what somebody looks for, as far as was looked. */
export interface Found {
  offsets: number[];
  end: number;
  hasEnded: boolean;
}

export const NOTHING_FOUND: Found = { offsets: [], end: 0, hasEnded: false };

/** Go on looking, up to the end or until there are enough. */
export async function lookOn(before: Found, read: ReadPart): Promise<Found> {
  let found = before;
  while (found.offsets.length < MOST_FOUND) {
    const { lines, nextOffset, size, hasEnded } = await read(found.end, MOST);
    const offsets = [...found.offsets, ...lines.map(({ offset }) => offset)];
    found = { offsets: offsets.slice(0, MOST_FOUND), end: nextOffset, hasEnded };
    if (nextOffset >= size) break;
  }
  return found;
}
