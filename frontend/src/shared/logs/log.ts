/** A part of a log, as the API answers it. */
export interface Part {
  text: string;
  nextOffset: number;
  /** Whether nothing more is to come. */
  isComplete: boolean;
}

/** What was read of a log so far. */
export interface Log {
  text: string;
  /** The byte that the next part begins at. */
  offset: number;
  isComplete: boolean;
}

export const EMPTY: Log = { text: "", offset: 0, isComplete: false };

/** Parts that one look asks for at most; the rest is asked for at the next one. */
const AT_ONCE = 10;

/**
 * Go on reading from where it was left, up to the end that it has by now. One that was complete may
 * go on nevertheless: the job is done again.
 */
export async function readOn(before: Log, read: (offset: number) => Promise<Part>): Promise<Log> {
  let log = before;
  for (let asked = 0; asked < AT_ONCE; asked += 1) {
    const part = await read(log.offset);
    const isAtEnd = part.isComplete || part.nextOffset === log.offset;
    log = {
      text: log.text + part.text,
      offset: part.nextOffset,
      isComplete: part.isComplete,
    };
    if (isAtEnd) break;
  }
  return log;
}

/** The part that the API answered with, as the headers tell. */
export function partOf({ data, response }: { data?: string; response: Response }): Part {
  return {
    text: data ?? "",
    nextOffset: Number(response.headers.get("X-Next-Offset") ?? 0),
    isComplete: response.headers.get("X-Log-Complete") === "true",
  };
}

/** The last lines of a text, and how many come before them. */
export function lastLines(text: string, most: number): { shown: string; left: number } {
  const lines = text.split("\n");
  const left = Math.max(0, lines.length - 1 - most);
  return { shown: left > 0 ? lines.slice(left).join("\n") : text, left };
}
