import { safeNext } from "./model";

test.each([
  ["/projects?q=lib#top", "/projects?q=lib#top"],
  [undefined, "/"],
  ["https://evil.example/", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example", "/"],
  ["/../api/v2.0/users", "/"],
  ["/\t/evil.example", "/"],
  ["/login?next=/login", "/"],
  ["javascript:alert(1)", "/"],
])("after a login %s leads to %s", (next, path) => {
  expect(safeNext(next, "https://registry.example")).toBe(path);
});
