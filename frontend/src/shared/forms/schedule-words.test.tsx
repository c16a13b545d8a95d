import i18next from "i18next";
import { whenWords } from "./schedule";

test.each([
  ["Daily", "", "Every day at 00:00 (UTC)"],
  ["Custom", "0 5 1 * * *", "Every day at 01:05 (UTC)"],
  ["Custom", " 0 30  22 * * *", "Every day at 22:30 (UTC)"],
  ["Custom", "0 0 24 * * *", "By the cron line 0 0 24 * * * (UTC)"],
  ["Custom", "0 */5 1 * * *", "By the cron line 0 */5 1 * * * (UTC)"],
] as const)("%s by %j in words", (type, cron, words) => {
  expect(whenWords({ type, cron, timeZone: "UTC" }, i18next.t)).toBe(words);
});
