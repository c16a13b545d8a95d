import { ApiError } from "@/shared/api/errors";
import type { User } from "./api";
import { atItsField, deletionImpact, isUsername, typedCount } from "./model";

function user(username: string): User {
  return {
    user_id: username.length,
    username,
    email: `${username}@example.com`,
    realname: "",
    comment: "",
    sysadmin_flag: false,
    admin_role_in_auth: false,
    creation_time: "2026-01-01T00:00:00Z",
    update_time: "2026-01-01T00:00:00Z",
  };
}

test("neither the built-in administrator nor oneself is deleted", () => {
  const impact = deletionImpact(["admin", "me", "dora"].map(user), "me");
  expect(impact.goes.map(({ username }) => username)).toEqual(["dora"]);
  expect(impact.stays.map(({ username }) => username)).toEqual(["admin", "me"]);
  expect(typedCount(impact)).toBeUndefined();
  expect(typedCount(deletionImpact(["a", "b", "c", "d", "e", "f"].map(user), "me"))).toBe("6");
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
