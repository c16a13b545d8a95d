import type { Command } from "@/shared/lib/commands";
import { countText, KINDS, matching, parseWanted } from "./model";

test.each([
  ["shop", KINDS, "shop", false],
  [" P:acme ", ["projects"], "acme", false],
  ["r:web", ["repositories"], "web", false],
  ["t: 1.2", ["tags"], "1.2", false],
  ["@sha256:12", ["users", "artifacts"], "sha256:12", false],
  ["> sign", [], "sign", true],
  ["sha256:abcdef", KINDS, "sha256:abcdef", false],
])("%s", (typed, kinds, text, isOfCommands) => {
  expect(parseWanted(typed)).toEqual({ kinds, text, isOfCommands });
});

test("a command is found by any of its words, in any order", () => {
  const commands: Command[] = [
    { id: "1", label: "Theme: Dark", kind: "action" },
    { id: "2", label: "Sign out", kind: "action" },
  ];
  expect(matching(commands, "dark the").map(({ id }) => id)).toEqual(["1"]);
  expect(matching(commands, "")).toHaveLength(2);
});

test("as many as were asked for may not be all", () => {
  expect(countText(49, 50)).toBe("49");
  expect(countText(50, 50)).toBe("50+");
});
