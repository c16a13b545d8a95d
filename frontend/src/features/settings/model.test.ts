import { changesOf, errorsOf, isFound, isValid, type Setting, sectionsOf } from "./model";
import { searchWords } from "./search-words";

function setting(key: string, value: Setting["value"], isEditable = true): Setting {
  return { key, value, isEditable };
}

const TIMEOUT = setting("session_timeout", 60);
const PREFIX = setting("robot_name_prefix", "robot$");
const QUOTA = setting("storage_per_project", -1);

test("a change is what differs from what is saved, and may be changed", () => {
  const settings = [TIMEOUT, PREFIX, setting("token_expiration", 30, false)];
  const draft = { session_timeout: 30, robot_name_prefix: "robot$", token_expiration: 5 };
  expect(changesOf(settings, draft)).toEqual([{ setting: TIMEOUT, after: 30 }]);
});

test.each([
  [TIMEOUT, 1, true],
  [TIMEOUT, 0, false],
  [TIMEOUT, 43_201, false],
  [TIMEOUT, null, false],
  [PREFIX, "bot+", false],
  [PREFIX, "bot~", true],
  [QUOTA, -1, true],
  [QUOTA, 0, false],
  [QUOTA, 1024 ** 5 + 1, false],
  [setting("read_only", false), true, true],
] as const)("%o as %s is valid: %s", (one, after, is) =>
  expect(isValid({ setting: one, after })).toBe(is),
);

test("the API's words go to the setting that they name", () => {
  const keys = ["session_timeout", "robot_name_prefix"];
  const words = "session_timeout does not take this value; it is minutes, 1 to 43200";
  expect(errorsOf(words, keys)).toEqual({ session_timeout: words });
  expect(errorsOf("session_timeout: is no whole number", keys)).toEqual({
    session_timeout: "is no whole number",
  });
  expect(errorsOf("the registry is read-only", keys)).toBeNull();
});

test("what the console does not know is shown too, at the end", () => {
  const sections = sectionsOf([setting("new_thing", 3), TIMEOUT], ["session_timeout"]);
  expect(sections.map(({ name }) => name)).toEqual(["access", "other"]);
});

test("a setting is found by its key and by its name in either language", () => {
  const words = searchWords("session_timeout");
  for (const wanted of ["session_time", "idle browser", "会话", "Session MINUTES"]) {
    expect(isFound(words, wanted)).toBe(true);
  }
  expect(isFound(words, "robot")).toBe(false);
});
