import i18next from "i18next";
import { beforeAll } from "vitest";
import { coming, parseLine } from "./cron";
import { cronWords } from "./cron-words";
import english from "./locales/en.json";
import chinese from "./locales/zh-CN.json";

const NOON = new Date("2026-11-20T12:00:00Z"); // a Friday

function next(line: string, zone = "UTC", after = NOON, count = 3): string[] {
  const parsed = parseLine(line);
  return parsed ? coming(parsed, zone, after, count).map((time) => time.toISOString()) : [];
}

test("the next moments of a line are after now, by the clock of its zone", () => {
  expect(next("0 30 2 * * *")).toEqual([
    "2026-11-21T02:30:00.000Z",
    "2026-11-22T02:30:00.000Z",
    "2026-11-23T02:30:00.000Z",
  ]);
  expect(next("0 0 2 * * *", "Asia/Shanghai", NOON, 1)).toEqual(["2026-11-20T18:00:00.000Z"]);
  expect(next("0 */20 * * * *")).toEqual([
    "2026-11-20T12:20:00.000Z",
    "2026-11-20T12:40:00.000Z",
    "2026-11-20T13:00:00.000Z",
  ]);
});

test("days of the month and of the week are either, months narrow them", () => {
  expect(next("0 0 0 1 * MON", "UTC", NOON, 3)).toEqual([
    "2026-11-23T00:00:00.000Z",
    "2026-11-30T00:00:00.000Z",
    "2026-12-01T00:00:00.000Z",
  ]);
  expect(next("0 0 0 29 FEB ?", "UTC", NOON, 1)).toEqual(["2028-02-29T00:00:00.000Z"]);
  expect(next("0 0 0 * * 7", "UTC", NOON, 1)).toEqual(["2026-11-22T00:00:00.000Z"]);
});

test("an hour that summer takes away is not left out, nor one that winter repeats told twice", () => {
  const march = new Date("2026-03-28T12:00:00Z");
  expect(next("0 30 2 * * *", "Europe/Berlin", march, 2)).toEqual([
    "2026-03-29T01:30:00.000Z",
    "2026-03-30T00:30:00.000Z",
  ]);
  const october = new Date("2026-10-24T12:00:00Z");
  expect(next("0 30 2 * * *", "Europe/Berlin", october, 2)).toHaveLength(2);
});

test.each([
  "",
  "0 0 0 * *",
  "5 0 0 * * *",
  "0 60 0 * * *",
  "0 0 0 L * *",
  "0 5-1 0 * * *",
  "0 */0 * * * *",
])("%j is no line that is understood here", (line) => expect(parseLine(line)).toBeNull());

describe("in words", () => {
  beforeAll(() =>
    i18next.init({
      lng: "en",
      keySeparator: false,
      interpolation: { escapeValue: false },
      resources: { en: { replication: english }, "zh-CN": { replication: chinese } },
    }),
  );

  test.each([
    ["0 0 2 * * *", "At 02:00 every day (UTC)", "每天02:00（UTC）"],
    ["0 */15 * * * *", "Every 15 minutes (UTC)", "每 15 分钟（UTC）"],
    ["0 5 * * * *", "Every hour at minute 05 (UTC)", "每小时的第 05 分（UTC）"],
    ["0 30 1 * * 1-5", "At 01:30 on Monday to Friday (UTC)", "每星期一至星期五01:30（UTC）"],
    [
      "0 0 8,20 1 * *",
      "At 08:00 and 20:00 on day 1 of the month (UTC)",
      "每月 1 日08:00和20:00（UTC）",
    ],
    ["0 0 0 * 1 0", "At 00:00 on Sunday in January (UTC)", "一月每星期日00:00（UTC）"],
    [
      "0 0 */6 * * *",
      "Every 6 hours, at minute 00 every day (UTC)",
      "每天每 6 小时的第 00 分（UTC）",
    ],
    ["0 0 9,21 * * *", "At 09:00 and 21:00 every day (UTC)", "每天09:00和21:00（UTC）"],
    ["0 0 L * * *", "By the cron line 0 0 L * * * (UTC)", "按 Cron 表达式 0 0 L * * *（UTC）"],
  ])("%s", (line, inEnglish, inChinese) => {
    const words = (language: string) =>
      cronWords(line, "UTC", i18next.getFixedT(language, "replication") as never, language);
    expect(words("en")).toBe(inEnglish);
    expect(words("zh-CN")).toBe(inChinese);
  });
});
