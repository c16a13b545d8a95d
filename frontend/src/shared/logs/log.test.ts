import { levelOf, type Part, partOf, piecesOf } from "./log";
import {
  holds,
  KEPT,
  lookOn,
  MOST_FOUND,
  NOTHING_FOUND,
  placeOf,
  type ReadPart,
  readOn,
  readPlace,
} from "./window";

/** A log of lines of ten bytes, of which *isWanted* chooses. */
function reader(count: number, hasEnded = true, isWanted = (_line: number) => true) {
  const asked: [number, number][] = [];
  const size = count * 10;
  const read: ReadPart = async (offset, limit): Promise<Part> => {
    asked.push([offset, limit]);
    const end = Math.max(offset, Math.min(offset + limit, size));
    const lines = [];
    for (let line = Math.ceil(offset / 10); line * 10 < end; line += 1) {
      if (isWanted(line)) lines.push({ offset: line * 10, text: `line ${line}` });
    }
    return { lines, nextOffset: end, size, hasEnded };
  };
  return { read, asked, size };
}

test("of a short log all is there", async () => {
  const { read } = reader(3);
  const found = await readPlace("end", read);
  expect(found).toMatchObject({ begin: 0, end: 30, size: 30, hasEnded: true });
  expect(found.lines.map(({ text }) => text)).toEqual(["line 0", "line 1", "line 2"]);
});

test("of a long log the last lines are kept, and it is not read whole", async () => {
  const { read, asked, size } = reader(1_000_000);
  const found = await readPlace("end", read);
  expect(found.lines).toHaveLength(KEPT);
  expect(found).toMatchObject({ begin: size - KEPT * 10, end: size });
  expect(asked.reduce((sum, [, limit]) => sum + limit, 0)).toBeLessThan(size / 10);
});

test("few wanted lines are gathered from all of it", async () => {
  const { read } = reader(1_000_000, true, (line) => line % 100_000 === 7);
  const found = await readPlace("end", read);
  expect(found.lines.map(({ text }) => text)).toEqual(
    Array.from({ length: 10 }, (_, at) => `line ${at * 100_000 + 7}`),
  );
  expect(found.begin).toBe(0);
});

test("pages of lines follow one another without a gap", async () => {
  const { read, size } = reader(10_000);
  const last = await readPlace("end", read);
  const before = await readPlace({ until: last.begin }, read);
  expect(before.lines.at(-1)?.offset).toBe(last.begin - 10);
  const after = await readPlace({ from: before.end }, read);
  expect(after.lines).toEqual(last.lines);
  expect(after.end).toBe(size);
  const first = await readPlace({ from: 0 }, read);
  expect(first.lines).toHaveLength(KEPT);
  const second = await readPlace({ from: first.end }, read);
  expect(second.lines[0]?.text).toBe(`line ${KEPT}`);
});

test("what is written is read on, and no more lines are kept for it", async () => {
  const begun = await readPlace("end", reader(KEPT, false).read);
  const { read, asked } = reader(KEPT + 5, true);
  const found = await readOn(begun, read);
  expect(asked[0]?.[0]).toBe(KEPT * 10);
  expect(found.lines).toHaveLength(KEPT);
  expect(found.lines.at(-1)?.text).toBe(`line ${KEPT + 4}`);
  expect(found).toMatchObject({ begin: 50, end: (KEPT + 5) * 10, hasEnded: true });
  expect(await readOn(found, read)).toEqual(found);
});

test("a place of a line has that line", async () => {
  const { read } = reader(100_000);
  const found = await readPlace(placeOf(500_000), read);
  expect(holds(found, 500_000)).toBe(true);
  expect(found.lines.some(({ offset }) => offset === 500_000)).toBe(true);
  expect(placeOf(20)).toEqual({ from: 0 });
});

test("all lines that have something are found, and looked for no further than enough", async () => {
  const { read, size } = reader(1_000_000, true, (line) => line % 1000 === 0);
  const found = await lookOn(NOTHING_FOUND, read);
  expect(found.offsets).toHaveLength(1000);
  expect(found).toMatchObject({ end: size, hasEnded: true });
  const many = await lookOn(NOTHING_FOUND, reader(1_000_000).read);
  expect(many.offsets).toHaveLength(MOST_FOUND);
  expect(many.end).toBeLessThan(size);
});

test("lines stand behind the byte that they begin at, the rest in headers", () => {
  const headers = { "X-Next-Offset": "17", "X-Log-Ended": "true", "X-Log-Size": "20" };
  const data = "3:a: b\n9:\u2028c\n";
  expect(partOf({ data, response: new Response("", { headers }) })).toEqual({
    lines: [
      { offset: 3, text: "a: b" },
      { offset: 9, text: "\u2028c" },
    ],
    nextOffset: 17,
    size: 20,
    hasEnded: true,
  });
  const long = partOf({ data: `0:${"x".repeat(9000)}\n`, response: new Response("") });
  expect(long.lines[0]?.text).toMatch(/^x{4000} …$/);
});

test("a level is the word after the time", () => {
  expect(levelOf("2026-11-20T10:00:00Z ERROR no disk")).toBe("error");
  expect(levelOf("2026-11-20T10:00:00Z WARNING slow")).toBe("warning");
  expect(levelOf("2026-11-20T10:00:00Z no ERROR at all")).toBeUndefined();
});

test("what is sought is marked wherever it stands, in any case", () => {
  expect(piecesOf("Disk, disk", "DISK")).toEqual([
    { text: "Disk", isFound: true },
    { text: ", ", isFound: false },
    { text: "disk", isFound: true },
  ]);
  expect(piecesOf("no", "disk")).toEqual([{ text: "no", isFound: false }]);
  expect(piecesOf("\u0130 disk", "disk")).toEqual([{ text: "\u0130 disk", isFound: false }]);
});
