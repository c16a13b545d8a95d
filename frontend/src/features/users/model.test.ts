import { ApiError } from "@/shared/api/errors";
import type { User } from "./api";
import {
  activeImpact,
  atItsField,
  deletionImpact,
  isSwitchable,
  isUsername,
  typedCount,
} from "./model";

function user(username: string, active = true): User {
  return {
    user_id: username.length,
    username,
    email: `${username}@example.com`,
    realname: "",
    comment: "",
    sysadmin_flag: false,
    active,
    admin_role_in_auth: false,
    creation_time: "2026-01-01T00:00:00Z",
    update_time: "2026-01-01T00:00:00Z",
  };
}

test("neither the built-in administrator nor oneself is deleted", () => {
  const impact = deletionImpact(
    ["admin", "me", "dora"].map((name) => user(name)),
    "me",
  );
  expect(impact.goes.map(({ username }) => username)).toEqual(["dora"]);
  expect(impact.stays.map(({ username }) => username)).toEqual(["admin", "me"]);
  expect(typedCount(impact)).toBeUndefined();
  const six = ["a", "b", "c", "d", "e", "f"].map((name) => user(name));
  expect(typedCount(deletionImpact(six, "me"))).toBe("6");
});

test("disabling leaves out who is disabled, the built-in administrator and oneself", () => {
  const users = [user("admin"), user("me"), user("dora"), user("gus", false)];
  const names = (found: User[]) => found.map(({ username }) => username);
  const off = activeImpact(users, false, "me");
  expect(names(off.changes)).toEqual(["dora"]);
  expect(names(off.same)).toEqual(["gus"]);
  expect(names(off.stays)).toEqual(["admin", "me"]);
  const on = activeImpact(users, true, "me");
  expect(names(on.changes)).toEqual(["gus"]);
  expect(names(on.same)).toEqual(["admin", "me", "dora"]);
  expect(on.stays).toEqual([]);
});

test("each account is offered what the API does not refuse", () => {
  expect(isSwitchable(user("dora"), "me")).toBe(true);
  expect(isSwitchable(user("admin"), "me")).toBe(false);
  expect(isSwitchable(user("me"), "me")).toBe(false);
  expect(isSwitchable(user("admin", false), "me")).toBe(true);
});

test("what is taken is told at its field, other failures as they are", () => {
  const taken = (what: string) =>
    new ApiError(409, "CONFLICT", `there is a user with this ${what}`, "");
  expect(atItsField(taken("name already"))).toMatchObject({
    message: "username: there is a user with this name already",
  });
  expect(atItsField(taken("e-mail address already"))).toMatchObject({
    message: expect.stringMatching(/^email: /),
  });
  const other = new ApiError(400, "BAD_REQUEST", "no", "");
  expect(atItsField(other)).toBe(other);
});

test.each([
  ["dora", true],
  ["Dora Müller", true],
  [" dora", false],
  ["a:b", false],
  ["", false],
])("%j as a user name", (name, isOne) => expect(isUsername(name)).toBe(isOne));
