import { EMPTY, lastLines, type Part, partOf, readOn } from "./log";

/** A log of one line a part, as far as it was written by now. */
function reader(lines: string[], isComplete: boolean, asked: number[] = []) {
  return async (offset: number): Promise<Part> => {
    asked.push(offset);
    const text = lines[offset] ?? "";
    const nextOffset = Math.min(offset + 1, lines.length);
    return { text, nextOffset, isComplete: isComplete && nextOffset === lines.length };
  };
}

test("a log is read on from where it was left, and no further than its end", async () => {
  const first = await readOn(EMPTY, reader(["a\n", "b\n"], false));
  expect(first).toEqual({ text: "a\nb\n", offset: 2, isComplete: false });
  const asked: number[] = [];
  const rest = await readOn(first, reader(["a\n", "b\n", "c\n"], true, asked));
  expect(rest).toEqual({ text: "a\nb\nc\n", offset: 3, isComplete: true });
  expect(asked).toEqual([2]);
});

test("a log that was complete goes on once its job is done again", async () => {
  const log = { text: "a\n", offset: 1, isComplete: true };
  expect(await readOn(log, reader(["a\n"], true))).toEqual(log);
  const again = await readOn(log, reader(["a\n", "b\n"], false));
  expect(again).toEqual({ text: "a\nb\n", offset: 2, isComplete: false });
});

test("where a part ends stands in the answer's headers", () => {
  const headers = { "X-Next-Offset": "17", "X-Log-Complete": "true" };
  const part = partOf({ data: "words\n", response: new Response("", { headers }) });
  expect(part).toEqual({ text: "words\n", nextOffset: 17, isComplete: true });
});

test("of many lines the last are shown, and the others counted", () => {
  expect(lastLines("a\nb\nc\n", 2)).toEqual({ shown: "b\nc\n", left: 1 });
  expect(lastLines("a\nb\n", 2)).toEqual({ shown: "a\nb\n", left: 0 });
  expect(lastLines("", 2)).toEqual({ shown: "", left: 0 });
});
