import { formatBytes, parseBytes } from "./bytes";
import { isDigest, shortDigest } from "./digest";
import { imageReference, parseRepositoryPath, repositoryPath, splitRepository } from "./references";
import { formatDuration, formatRelative, parseTime } from "./time";

const DIGEST = `sha256:${"ab".repeat(32)}`;

describe("bytes", () => {
  it.each([
    [0, "0 B"],
    [1023, "1,023 B"],
    [1024, "1 KiB"],
    [1536, "1.5 KiB"],
    [1024 ** 3 * 250.4, "250 GiB"],
    [2 ** 62, "4,096 PiB"],
  ])("writes %d", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    ["10 GB", 10 * 1024 ** 3],
    ["1.5mib", 1.5 * 1024 ** 2],
    ["12", 12],
    ["ten", null],
    ["-1 GB", null],
    ["99999999 PB", null],
  ])("reads %s", (text, bytes) => expect(parseBytes(text)).toBe(bytes));
});

describe("time", () => {
  const now = new Date("2026-03-10T12:00:00Z");

  it.each([
    ["2026-03-10T11:59:30Z", "en", "now"],
    ["2026-03-10T09:00:00Z", "en", "3 hours ago"],
    ["2026-03-12T12:00:00Z", "en", "in 2 days"],
    ["2026-03-09T12:00:00Z", "zh-CN", "昨天"],
  ])("says how long from %s", (text, locale, words) =>
    expect(formatRelative(new Date(text), now, locale)).toBe(words),
  );

  it("takes the year 1 for never", () => {
    expect(parseTime("0001-01-01T00:00:00Z")).toBeNull();
    expect(parseTime("")).toBeNull();
    expect(parseTime("2026-03-10T12:00:00Z")).toEqual(now);
  });

  it.each([
    [850, "850 ms"],
    [200_000, "3 min 20 s"],
    [3_720_000, "1 h 02 min"],
  ])("writes a duration of %d", (length, text) => expect(formatDuration(length)).toBe(text));
});

describe("digests and references", () => {
  it("shortens, and keeps an unusual algorithm", () => {
    expect(shortDigest(DIGEST)).toBe("abababababab");
    expect(shortDigest(`sha512:${"0".repeat(128)}`)).toBe("sha512:000000000000");
    expect(isDigest("latest")).toBe(false);
  });

  it("joins a tag with a colon and a digest with an at", () => {
    expect(imageReference("r.example", "acme/app", "1.0")).toBe("r.example/acme/app:1.0");
    expect(imageReference("r.example", "acme/app", DIGEST)).toBe(`r.example/acme/app@${DIGEST}`);
  });

  it("finds the page behind a name with slashes, and writes it back", () => {
    const splat = repositoryPath("team/a-b/app", "artifacts", DIGEST);
    expect(parseRepositoryPath(splat)).toEqual({
      repository: "team/a-b/app",
      page: ["artifacts", DIGEST],
    });
    expect(splitRepository("acme/team/app")).toEqual({ project: "acme", repository: "team/app" });
  });
});
