import { parseTime } from "@/shared/lib/time";
import { type Execution, jobStatus } from "./model";

export interface Bar {
  run: Execution;
  begin: number;
  end: number;
  /** Which of the rows it has; those that were under way at the same time have different ones. */
  lane: number;
  /** From 0 to 1, by the bytes that it sent. */
  size: number;
}

export interface Timeline {
  bars: Bar[];
  lanes: number;
  begin: number;
  end: number;
}

/** From when to when, in milliseconds. */
export interface Stretch {
  begin: number;
  end: number;
}

/** A part of it, drawn as wide as the whole was; each run keeps its row. */
export function within(line: Timeline, { begin, end }: Stretch): Timeline {
  const bars = line.bars.filter((bar) => bar.end >= begin && bar.begin <= end);
  return { ...line, bars, begin, end };
}

/** Runs along the time that they took; what has not ended goes on to *now*. */
export function timelineOf(runs: readonly Execution[], now: number, since = 0): Timeline {
  const known = runs
    .map((run) => ({ run, begin: +(parseTime(run.start_time) ?? now) }))
    .map(({ run, begin }) => ({ run, begin, end: Math.max(begin, endOf(run, begin, now)) }))
    .filter(({ end }) => end >= since)
    .sort((a, b) => a.begin - b.begin);
  const most = Math.max(1, ...known.map(({ run }) => run.bytes.sent));
  const ends: number[] = [];
  const bars = known.map(({ run, begin, end }): Bar => {
    const free = ends.findIndex((last) => last < begin);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = end;
    return { run, begin, end, lane, size: run.bytes.sent / most };
  });
  return {
    bars,
    lanes: ends.length,
    begin: Math.max(since, Math.min(now, ...known.map(({ begin }) => begin))),
    end: Math.max(now, ...known.map(({ end }) => end)),
  };
}

function endOf(run: Execution, begin: number, now: number): number {
  return +(parseTime(run.end_time) ?? (jobStatus(run.status) === "Running" ? now : begin));
}
